import type { Schema } from '@fieldline/api-client';
import type { RouteAnswer, routes } from '@fieldline/contracts';
import { Command } from 'commander';
import { ask } from '../connection/ask.js';
import { apiCommand, type Shell } from '../shell/api-command.js';
import { column, given, numberColumn, textOr, timeText } from '../shell/cells.js';
import { harmless, printColumns, printFacts } from '../shell/column-printer.js';
import { EXIT } from '../shell/exit-codes.js';
import { removeCommand } from '../shell/remove-command.js';
import { listCommand, showCommand } from '../shell/verbs.js';
import { checkedTime } from '../series/checked-time.js';
import { filterOptions, filterOf, type LetterFilter } from './letter-filter.js';
import { editOf, editOptions, type EditOptions } from './payload-change.js';
import { replayAllCommand, replaysCommand } from './replay-all.command.js';
import { siteIdIfGiven } from './site-id.js';
import { trialText } from './trial-text.js';

type Letter = Schema<'DeadLetter'>;
type WholeLetter = RouteAnswer<typeof routes.getDeadLetter>;
type Reasons = RouteAnswer<typeof routes.countDeadLetters>;

interface ListOptions extends LetterFilter {
  readonly replayed?: boolean;
  readonly from?: string;
  readonly to?: string;
}

const EXAMPLE_ID = '17';

function letterText(letter: Letter): string {
  const { id, device, kind, receivedAt, topic, reason, size, replayedAt } = letter;
  return printFacts({
    id,
    device: textOr(device),
    kind,
    received: timeText(receivedAt),
    topic,
    rule: reason.rule,
    why: reason.message,
    expected: textOr(reason.expected),
    size: `${size} bytes`,
    replayed: timeText(replayedAt),
  });
}

function payloadText({ text, payload }: WholeLetter): string {
  return text === null ? `${payload} (base64)` : text.split('\n').map(harmless).join('\n');
}

export function deadLetterCommand(shell: Shell): Command {
  return new Command('dead-letter')
    .description('what was refused, with its bytes and the reason, to be repaired and replayed')
    .addCommand(listLetters(shell))
    .addCommand(countReasons(shell))
    .addCommand(
      showCommand<WholeLetter>(shell, {
        name: 'show',
        args: '<id>',
        summary: 'show one with what was sent',
        example: `fieldline dead-letter show ${EXAMPLE_ID}`,
        text: (letter) => `${letterText(letter as Letter)}\n\n${payloadText(letter)}`,
        fetch: ({ api, args: [letter = ''] }) =>
          ask(api.GET('/dead-letters/{letter}', { params: { path: { letter } } })),
      }),
    )
    .addCommand(tryLetter(shell))
    .addCommand(replayLetter(shell))
    .addCommand(replayAllCommand(shell))
    .addCommand(replaysCommand(shell))
    .addCommand(
      removeCommand(shell, {
        name: 'discard',
        args: '<id>',
        summary: 'take its bytes away; it stays counted',
        example: `fieldline dead-letter discard ${EXAMPLE_ID}`,
        question: ([letter]) => `Take the bytes of the dead letter ${letter} away?`,
        done: ([letter]) => `The bytes of ${letter} are gone.`,
        remove: ({ api, args: [letter = ''] }) =>
          ask(api.DELETE('/dead-letters/{letter}', { params: { path: { letter } } })),
      }),
    );
}

function listLetters(shell: Shell): Command {
  return listCommand<Letter, ListOptions>(shell, {
    name: 'list',
    summary: 'list dead letters, the newest first',
    example: 'fieldline dead-letter list --device my-pack --rule out-of-range --no-replayed',
    options: (command) =>
      filterOptions(command)
        .option('--replayed', 'those that were replayed')
        .option('--no-replayed', 'those that were not')
        .option('--from <time>', 'received from here on: ms since 1970 or RFC 3339')
        .option('--to <time>', 'received before this'),
    columns: [
      column('received', ({ receivedAt }) => timeText(receivedAt)),
      column('device', ({ device }) => textOr(device)),
      column('kind', ({ kind }) => kind),
      column('rule', ({ reason }) => reason.rule),
      column('why', ({ reason }) => reason.message),
      column('replayed', ({ replayedAt }) => timeText(replayedAt)),
      column('id', ({ id }) => id),
    ],
    async fetch({ api, page, options: { replayed, from, to, ...filter } }) {
      const time = (option: string, text: string | undefined): string | undefined =>
        text === undefined ? undefined : String(checkedTime(option, text));
      const query = given({
        ...(await filterOf(api, filter)),
        replayed: replayed === undefined ? undefined : replayed ? ('true' as const) : ('false' as const),
        from: time('--from', from),
        to: time('--to', to),
      });
      return ask(api.GET('/dead-letters', { params: { query: { ...page, ...query } } }));
    },
  });
}

function countReasons(shell: Shell): Command {
  return showCommand<Reasons, LetterFilter>(shell, {
    name: 'reasons',
    summary: 'count dead letters by reason',
    example: 'fieldline dead-letter reasons --device my-pack',
    options: (command) =>
      command.option('--device <device>', 'of this device').option('--site <name>', 'of this site (name or ULID)'),
    text: ({ items }) =>
      printColumns<Reasons['items'][number]>(
        [
          column('rule', ({ rule }) => rule),
          numberColumn('kept', ({ kept }) => kept),
          numberColumn('counted alone', ({ beyondQuota }) => beyondQuota),
          numberColumn('replayed', ({ replayed }) => replayed),
          numberColumn('devices', ({ devices }) => devices),
          column('last', ({ lastAt }) => timeText(lastAt)),
        ],
        items,
      ),
    async fetch({ api, options: { device, site } }) {
      const query = given({ device, site: await siteIdIfGiven(api, site) });
      return ask(api.GET('/dead-letters/reasons', { params: { query } }));
    },
  });
}

function tryLetter(shell: Shell): Command {
  return apiCommand<EditOptions>(shell, {
    name: 'try',
    args: '<id>',
    summary: 'show what it would become if it were replayed so; nothing is stored',
    example: `fieldline dead-letter try ${EXAMPLE_ID} --rename volts=voltage --scale voltage=0.001`,
    options: editOptions,
    async act({ api, output, context }, [letter = ''], options) {
      const body = await editOf(context.folder, options);
      const params = { path: { letter } };
      const trial = await ask(api.POST('/dead-letters/{letter}/try', { params, body }));
      output.answer(trial, () => `${trial.payload}\n\n${trialText(trial)}`);
      return trial.refused.length === 0 ? EXIT.ok : EXIT.failed;
    },
  });
}

function replayLetter(shell: Shell): Command {
  return apiCommand<EditOptions>(shell, {
    name: 'replay',
    args: '<id>',
    summary: 'send it once more, as it is or changed; never stored twice',
    example: `fieldline dead-letter replay ${EXAMPLE_ID} --rename volts=voltage`,
    options: editOptions,
    async act({ api, output, context }, [letter = ''], options) {
      const body = await editOf(context.folder, options);
      const params = { path: { letter } };
      const replayed = await ask(api.POST('/dead-letters/{letter}/replay', { params, body }));
      output.answer(replayed, () => `${letterText(replayed)}\n\nThe log has it.`);
      return EXIT.ok;
    },
  });
}
