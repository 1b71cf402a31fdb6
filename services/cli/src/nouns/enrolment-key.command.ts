import type { Schema } from '@fieldline/api-client';
import { Command } from 'commander';
import { ask } from '../connection/ask.js';
import type { Shell } from '../shell/api-command.js';
import { column, given, numberColumn, profileText, timeText, yesNo } from '../shell/cells.js';
import { printFacts } from '../shell/column-printer.js';
import { removeCommand } from '../shell/remove-command.js';
import { listCommand, showCommand } from '../shell/verbs.js';
import { siteId, siteIdIfGiven } from './site-id.js';

type Key = Schema<'EnrolmentKey'>;

export function enrolmentKeyCommand(shell: Shell): Command {
  return new Command('enrolment-key')
    .description('keys with which devices register themselves')
    .addCommand(
      listCommand<Key, { readonly site?: string; readonly profile?: string }>(shell, {
        name: 'list',
        summary: 'list enrolment keys, without themselves',
        example: 'fieldline enrolment-key list --site Home',
        options: (command) =>
          command
            .option('--site <name>', 'of this site (name or ULID)')
            .option('--profile <id>', 'for devices of this profile'),
        columns: [
          column('id', ({ id }) => id),
          column('profile', ({ profile }) => profileText(profile)),
          column('site id', (key) => key.siteId),
          numberColumn('registered', ({ registered }) => registered),
          column('made', ({ createdAt }) => timeText(createdAt)),
          column('revoked', ({ revoked }) => yesNo(revoked)),
        ],
        async fetch({ api, page, options: { site, profile } }) {
          const query = { ...page, ...given({ profile, site: await siteIdIfGiven(api, site) }) };
          return ask(api.GET('/enrolment-keys', { params: { query } }));
        },
      }),
    )
    .addCommand(
      showCommand<Key & { readonly key: string }, { readonly site: string; readonly profile: string }>(shell, {
        name: 'create',
        summary: 'make a key and print it once',
        example: 'fieldline enrolment-key create --site Home --profile battery-pack',
        options: (command) =>
          command
            .requiredOption('--site <name>', 'where its devices are registered (name or ULID)')
            .requiredOption('--profile <id>', 'that its devices get'),
        text: ({ key, profile }) =>
          `${printFacts({ 'MQTT user name': 'enrol', 'MQTT password': key, profile: profileText(profile) })}\nThe password is not shown again.`,
        fetch: async ({ api, options: { site, profile } }) =>
          ask(api.POST('/enrolment-keys', { body: { siteId: await siteId(api, site), profile } })),
      }),
    )
    .addCommand(
      removeCommand(shell, {
        name: 'revoke',
        args: '<id>',
        summary: 'end a key and the connections it opened',
        example: 'fieldline enrolment-key revoke 01K9ZC3M8Q4T5V6W7X8Y9Z0A1B',
        question: ([id]) => `End the enrolment key ${id} and the connections it opened?`,
        done: ([id]) => `The enrolment key ${id} is of no use any more.`,
        remove: ({ api, args: [credential = ''] }) =>
          ask(api.DELETE('/credentials/{credential}', { params: { path: { credential } } })),
      }),
    );
}
