import type { Command } from 'commander';

/** What may come behind a path of words, such as `device list`. */
export interface Words {
  /** Words before it, parted by spaces; empty for the program itself. */
  readonly path: string;
  readonly commands: readonly { readonly word: string; readonly summary: string }[];
  readonly options: readonly { readonly flag: string; readonly summary: string; readonly takesValue: boolean }[];
}

/** Of a program and all that is beneath it. */
export function wordsOf(command: Command, path: readonly string[] = []): readonly Words[] {
  const commands = command.commands.map((child) => ({ word: child.name(), summary: child.description() }));
  const options = command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ long, description, required, optional }) =>
      long === undefined || long === null
        ? []
        : [{ flag: long, summary: description, takesValue: required || optional }],
    );
  const own: Words = { path: path.join(' '), commands, options };
  return [own, ...command.commands.flatMap((child) => wordsOf(child, [...path, child.name()]))];
}
