import { Argument, Command } from 'commander';
import type { Shell } from '../shell/api-command.js';
import { EXIT, EXIT_HELP } from '../shell/exit-codes.js';
import { bashScript, fishScript, zshScript } from './scripts.js';
import { wordsOf } from './words.js';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** `root`: the whole program, once it is put together. */
export function completionCommand({ context, run }: Shell, root: () => Command): Command {
  return new Command('completion')
    .description('print a script that lets a shell complete nouns, verbs and options')
    .addArgument(new Argument('<shell>', 'whose script').choices(Object.keys(SCRIPTS)))
    .addHelpText(
      'after',
      [
        '',
        'Example:',
        '  $ source <(fieldline completion bash)                                       # bash',
        '  $ source <(fieldline completion zsh)                                        # zsh, after compinit',
        '  $ fieldline completion fish > ~/.config/fish/completions/fieldline.fish',
        '',
        EXIT_HELP,
      ].join('\n'),
    )
    .action((shell: keyof typeof SCRIPTS) => {
      context.out.write(SCRIPTS[shell](wordsOf(root())));
      return run(Promise.resolve(EXIT.ok));
    });
}
