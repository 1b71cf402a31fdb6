import { Command } from 'commander';
import { ask } from '../connection/ask.js';
import { apiCommand, type Shell } from '../shell/api-command.js';
import { printFacts } from '../shell/column-printer.js';
import { confirm } from '../shell/confirm.js';
import { UsageError } from '../shell/errors.js';
import { EXIT } from '../shell/exit-codes.js';

export function adminCommand(shell: Shell): Command {
  const reset = apiCommand<{ readonly yes?: boolean }>(shell, {
    name: 'reset',
    summary: 'give the admin a new password, printed once; on the machine of the server',
    example: 'fieldline admin reset --data ./data',
    options: (command) => command.option('--yes', 'do not ask; needed where nobody can answer'),
    async act({ api, output, context, target }, _args, { yes = false }) {
      if (target.kind !== 'folder') {
        throw new UsageError(
          `${target.origin} is asked over the network, and this is for the owner of the data folder alone: give --data with its folder, on its machine`,
        );
      }
      await confirm(context, 'Give the admin a new password and end every session?', yes);
      const admin = await ask(api.POST('/admin/reset'));
      output.answer(admin, () => `${printFacts(admin)}\nThe password is not shown again; every session has ended.`);
      return EXIT.ok;
    },
  });
  return new Command('admin').description('the account of the page').addCommand(reset);
}
