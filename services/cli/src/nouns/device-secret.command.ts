import type { Schema } from '@fieldline/api-client';
import { Command } from 'commander';
import { ask } from '../connection/ask.js';
import type { Shell } from '../shell/api-command.js';
import { column, timeText, yesNo } from '../shell/cells.js';
import { printFacts } from '../shell/column-printer.js';
import { wholeNumber } from '../shell/command.js';
import { removeCommand } from '../shell/remove-command.js';
import { listCommand, showCommand } from '../shell/verbs.js';

interface SecretOptions {
  readonly expiresInSeconds?: number;
  readonly replace?: boolean;
}

/** What a device signs in with, and that it is shown this once. */
export function secretText(
  device: string,
  { username, secret }: { readonly username: string; readonly secret: string },
): string {
  const facts = { 'MQTT user name': username, 'MQTT password': secret, topic: `devices/${device}/telemetry` };
  return `${printFacts(facts)}\nThe password is not shown again.`;
}

export function deviceSecretCommand(shell: Shell): Command {
  return new Command('secret')
    .description('what a device signs in with')
    .addCommand(
      showCommand<Schema<'DeviceSecret'>, SecretOptions>(shell, {
        name: 'new',
        args: '<device>',
        summary: 'make a new secret and print it once',
        example: 'fieldline device secret new my-pack --replace',
        options: (command) =>
          command
            .option('--expires-in-seconds <n>', 'how long it lasts (without end)', wholeNumber(1))
            .option('--replace', 'end all earlier secrets of the device'),
        text: (answer) => secretText(answer.username.split('@')[0] ?? '', answer),
        fetch: ({ api, args: [device = ''], options: { expiresInSeconds = null, replace = false } }) =>
          ask(
            api.POST('/devices/{device}/secrets', {
              params: { path: { device } },
              body: { expiresInSeconds, replace },
            }),
          ),
      }),
    )
    .addCommand(
      listCommand<Schema<'Credential'>>(shell, {
        name: 'list',
        args: '<device>',
        summary: 'list the secrets of a device, without themselves',
        example: 'fieldline device secret list my-pack',
        columns: [
          column('id', ({ id }) => id),
          column('made', ({ createdAt }) => timeText(createdAt)),
          column('expires', ({ expiresAt }) => timeText(expiresAt)),
          column('revoked', ({ revoked }) => yesNo(revoked)),
        ],
        fetch: ({ api, args: [device = ''], page }) =>
          ask(api.GET('/devices/{device}/secrets', { params: { path: { device }, query: { ...page } } })),
      }),
    )
    .addCommand(
      removeCommand(shell, {
        name: 'revoke',
        args: '<id>',
        summary: 'end a secret and the connections it opened',
        example: 'fieldline device secret revoke 01K9ZC3M8Q4T5V6W7X8Y9Z0A1B',
        question: ([id]) => `End the secret ${id} and the connections it opened?`,
        done: ([id]) => `The secret ${id} is of no use any more.`,
        remove: ({ api, args: [credential = ''] }) =>
          ask(api.DELETE('/credentials/{credential}', { params: { path: { credential } } })),
      }),
    );
}
