import type { Schema } from '@fieldline/api-client';
import { SCOPES } from '@fieldline/contracts';
import { Command, InvalidArgumentError } from 'commander';
import { ask } from '../connection/ask.js';
import type { Shell } from '../shell/api-command.js';
import { column, timeText } from '../shell/cells.js';
import { printFacts } from '../shell/column-printer.js';
import { removeCommand } from '../shell/remove-command.js';
import { listCommand, showCommand } from '../shell/verbs.js';
import { oneOf } from './one-of.js';

type Token = Schema<'Token'>;

interface NewToken {
  readonly scope: Token['scope'];
  readonly expiresInDays: number | null;
}

export function tokenCommand(shell: Shell): Command {
  return new Command('token')
    .description('API tokens, with which programs and other machines sign in')
    .addCommand(
      listCommand<Token>(shell, {
        name: 'list',
        summary: 'list API tokens, without themselves',
        example: 'fieldline token list',
        columns: [
          column('name', ({ name }) => name),
          column('scope', ({ scope }) => scope),
          column('made', ({ createdAt }) => timeText(createdAt)),
          column('expires', ({ expiresAt }) => timeText(expiresAt)),
          column('last used', ({ lastUsedAt }) => timeText(lastUsedAt)),
          column('id', ({ id }) => id),
        ],
        fetch: ({ api, page }) => ask(api.GET('/tokens', { params: { query: { ...page } } })),
      }),
    )
    .addCommand(
      showCommand<Token & { readonly token: string }, NewToken>(shell, {
        name: 'create',
        args: '<name>',
        summary: 'make a token and print it once',
        example: 'fieldline token create "night report" --scope read --expires-in-days 30',
        options: (command) =>
          command
            .option('--scope <scope>', 'read, write (with read) or admin (all)', oneOf(SCOPES), 'read')
            .option('--expires-in-days <n>', 'a whole number of days, or never', daysOrNever, 90),
        text: ({ token, scope, expiresAt }) =>
          `${printFacts({ token, scope, expires: timeText(expiresAt) })}\nThe token is not shown again; programs take it as FIELDLINE_TOKEN.`,
        fetch: ({ api, args: [name = ''], options: { scope, expiresInDays } }) =>
          ask(api.POST('/tokens', { body: { name, scope, expiresInDays } })),
      }),
    )
    .addCommand(
      removeCommand(shell, {
        name: 'revoke',
        args: '<id>',
        summary: 'end a token at once',
        example: 'fieldline token revoke 01K9ZC3M8Q4T5V6W7X8Y9Z0A1B',
        question: ([id]) => `End the token ${id}?`,
        done: ([id]) => `The token ${id} is of no use any more.`,
        remove: ({ api, args: [token = ''] }) => ask(api.DELETE('/tokens/{token}', { params: { path: { token } } })),
      }),
    );
}

function daysOrNever(text: string): number | null {
  if (text === 'never') return null;
  const days = Number(text);
  if (Number.isSafeInteger(days) && days > 0) return days;
  throw new InvalidArgumentError('Expected a whole number of days from 1 on, or never.');
}
