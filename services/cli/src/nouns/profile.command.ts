import type { Schema } from '@fieldline/api-client';
import { Command } from 'commander';
import { ask } from '../connection/ask.js';
import { apiCommand, type Shell } from '../shell/api-command.js';
import { column, given, numberColumn, timeText } from '../shell/cells.js';
import { printColumns, printFacts, type Column } from '../shell/column-printer.js';
import { wholeNumber } from '../shell/command.js';
import { UsageError } from '../shell/errors.js';
import { EXIT } from '../shell/exit-codes.js';
import { listCommand, showCommand } from '../shell/verbs.js';
import { readJsonObject } from './json-input.js';
import { readInput } from './read-input.js';
import { trialText } from './trial-text.js';

type Profile = Schema<'Profile'>;
type Draft = Schema<'ProfileDraft'>;

interface TryOptions {
  readonly profile?: string;
  readonly version?: number;
  readonly device?: string;
  readonly draft?: string;
}

const COLUMNS: readonly Column<Profile>[] = [
  column('profile', ({ id }) => id),
  numberColumn('version', ({ version }) => version),
  column('name', ({ name }) => name),
  column('lifetime', ({ lifetime }) => lifetime),
  numberColumn('metrics', ({ metrics }) => metrics.length),
  numberColumn('devices', ({ devices }) => devices),
  column('made', ({ createdAt }) => timeText(createdAt)),
];

function profileDetails({ metrics, ...profile }: Profile): string {
  const { id, version, name, lifetime, devices, createdAt } = profile;
  const table = printColumns<Profile['metrics'][number]>(
    [
      column('metric', ({ metric }) => metric),
      column('unit', ({ unit }) => unit),
      column('kind', ({ kind }) => kind),
      column('type', ({ type }) => type),
      column('range', ({ min, max }) => (min === undefined && max === undefined ? '' : `${min ?? ''} to ${max ?? ''}`)),
      column('stale after', ({ stalenessSeconds }) => `${stalenessSeconds} s`),
    ],
    metrics,
  );
  return `${printFacts({ profile: id, version, name, lifetime, devices, made: timeText(createdAt) })}\n\n${table}`;
}

export function profileCommand(shell: Shell): Command {
  return new Command('profile')
    .description('what devices of a kind send: metrics, units, ranges; versions never change')
    .addCommand(
      listCommand<Profile>(shell, {
        name: 'list',
        summary: 'list the newest version of each profile',
        example: 'fieldline profile list',
        columns: COLUMNS,
        fetch: ({ api, page }) => ask(api.GET('/profiles', { params: { query: { ...page } } })),
      }),
    )
    .addCommand(
      listCommand<Profile>(shell, {
        name: 'versions',
        args: '<profile>',
        summary: 'list the versions of a profile, the newest first',
        example: 'fieldline profile versions battery-pack',
        columns: COLUMNS,
        fetch: ({ api, args: [profile = ''], page }) =>
          ask(api.GET('/profiles/{profile}/versions', { params: { path: { profile }, query: { ...page } } })),
      }),
    )
    .addCommand(showProfile(shell))
    .addCommand(addProfile(shell))
    .addCommand(tryProfile(shell));
}

function showProfile(shell: Shell): Command {
  return showCommand<Profile, { readonly version?: number }>(shell, {
    name: 'show',
    args: '<profile>',
    summary: 'show a profile with its metrics',
    example: 'fieldline profile show battery-pack --version 1',
    options: (command) => command.option('--version <n>', 'the newest where absent', wholeNumber(1)),
    text: profileDetails,
    async fetch({ api, args: [profile = ''], options: { version } }) {
      const newest = async (): Promise<number> => {
        const params = { path: { profile }, query: { limit: 1 } };
        return (await ask(api.GET('/profiles/{profile}/versions', { params }))).items[0]?.version ?? 1;
      };
      const path = { profile, version: version ?? (await newest()) };
      return ask(api.GET('/profiles/{profile}/versions/{version}', { params: { path } }));
    },
  });
}

/** Takes what `profile show --json` gives, too: what is not of the draft is left out. */
function addProfile(shell: Shell): Command {
  return apiCommand<{ readonly id?: string; readonly moveDevices?: boolean }>(shell, {
    name: 'add',
    args: '<file>',
    summary: 'add the next version of a profile, or the first of a new one, from JSON: id, name, lifetime, metrics',
    example: 'fieldline profile add my-profile.json --move-devices',
    options: (command) =>
      command
        .option('--id <id>', "of the profile, where the file's is not meant")
        .option('--move-devices', 'change the devices of the version before to it'),
    async act({ api, output, context }, [file = ''], { id, moveDevices = false }) {
      const { id: named, name, lifetime, metrics } = await readJsonObject(context.folder, file);
      const profile = id ?? named;
      if (typeof profile !== 'string') throw new UsageError(`${file} has no id of the profile: add one, or give --id`);
      // The server says what is wrong with the rest.
      const body = { ...({ name, lifetime, metrics } as Draft), moveDevices };
      const added = await ask(api.POST('/profiles/{profile}/versions', { params: { path: { profile } }, body }));
      output.answer(added, () => profileDetails(added));
      return EXIT.ok;
    },
  });
}

function tryProfile(shell: Shell): Command {
  return apiCommand<TryOptions>(shell, {
    name: 'try',
    args: '<payload>',
    summary: 'show what a payload (a file, or - for standard input) would become; nothing is stored',
    example: `echo '{"voltage":48.2}' | fieldline profile try --profile battery-pack -`,
    options: (command) =>
      command
        .option('--profile <id>', 'under this profile')
        .option('--version <n>', 'of the profile; the newest where absent', wholeNumber(1))
        .option('--device <device>', "under this device's profile")
        .option('--draft <file>', 'under a profile that is not added yet: JSON with name, lifetime, metrics'),
    async act({ api, output, context }, [file = ''], { draft: draftFile, profile, version, device }) {
      const draft = draftFile === undefined ? undefined : await readJsonObject(context.folder, draftFile);
      const { name, lifetime, metrics } = draft ?? {};
      const body = given({ profile, version, device, draft: draft && ({ name, lifetime, metrics } as Draft) });
      const payload = await readInput(context.folder, file);
      const trial = await ask(api.POST('/profiles/try', { body: { ...body, payload } }));
      output.answer(trial, () => trialText(trial));
      return trial.refused.length === 0 ? EXIT.ok : EXIT.failed;
    },
  });
}
