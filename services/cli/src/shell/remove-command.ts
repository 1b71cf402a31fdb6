import type { Command } from 'commander';
import { apiCommand, type ApiVerb, type Shell } from './api-command.js';
import { confirm } from './confirm.js';
import { EXIT } from './exit-codes.js';
import type { Asked } from './verbs.js';

export interface RemoveVerb<O> extends Omit<ApiVerb<O>, 'act'> {
  /** What cannot be undone, as a question. */
  readonly question: (args: readonly string[]) => string;
  /** What to say when it is done. */
  readonly done: (args: readonly string[]) => string;
  readonly remove: (asked: Asked<O>) => Promise<unknown>;
}

/** What takes something away: it asks first, or needs `--yes`. */
export function removeCommand<O = object>(shell: Shell, verb: RemoveVerb<O>): Command {
  const { question, done, remove, options = (command: Command) => command, ...rest } = verb;
  return apiCommand<O & { readonly yes?: boolean }>(shell, {
    ...rest,
    options: (command) => options(command).option('--yes', 'do not ask; needed where nobody can answer'),
    async act({ api, output, context }, args, options) {
      await confirm(context, question(args), options.yes === true);
      await remove({ api, args, options });
      output.answer({ done: done(args) }, () => done(args));
      return EXIT.ok;
    },
  });
}
