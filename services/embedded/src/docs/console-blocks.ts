/** One command of a document, with what it is shown to print. */
export interface ShownCommand {
  /** As it stands there, continuation lines and here-documents included. */
  readonly command: string;
  readonly output: readonly string[];
  /** Of its `$`, counted from 1. */
  readonly line: number;
}

/** A fenced block of the language `console`. */
export interface ConsoleBlock {
  readonly line: number;
  readonly commands: readonly ShownCommand[];
  /** Why nothing of it is run: `<!-- not run: … -->` before the block. */
  readonly notRun: string | undefined;
  /** The exit code of its last command: `<!-- exits 1 -->`, else 0. */
  readonly exits: number;
  /** `<!-- server stopped -->`: no server runs on the data folder meanwhile. */
  readonly isStopped: boolean;
}

const NOT_RUN = /^<!-- not run: (.+) -->$/;
const EXITS = /^<!-- exits (\d+) -->$/;
const STOPPED = '<!-- server stopped -->';
const FENCE = '```';

/** All blocks that hold commands, in their order. Blocks of a shell in another dress are a RangeError. */
export function consoleBlocks(markdown: string): readonly ConsoleBlock[] {
  const lines = markdown.split('\n');
  const blocks: ConsoleBlock[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const opening = (lines[at] as string).trim();
    if (!opening.startsWith(FENCE)) continue;
    const end = lines.findIndex((line, index) => index > at && line.trim() === FENCE);
    const language = opening.slice(FENCE.length);
    if (/^(sh|bash|shell|zsh|)$/.test(language)) {
      throw new RangeError(
        `line ${at + 1}: a block of commands begins with ${FENCE}console, other text with its language`,
      );
    }
    if (language === 'console') blocks.push(blockOf(lines, at, end));
    at = end;
  }
  return blocks;
}

function blockOf(lines: readonly string[], at: number, end: number): ConsoleBlock {
  const marks: string[] = [];
  for (let above = at - 1; above >= 0; above -= 1) {
    const line = (lines[above] as string).trim();
    if (line.startsWith('<!--')) marks.push(line);
    else if (line !== '') break;
  }
  const found = (pattern: RegExp) => marks.map((mark) => pattern.exec(mark)?.[1]).find((one) => one !== undefined);
  return {
    line: at + 1,
    commands: commandsOf(lines.slice(at + 1, end), at + 2),
    notRun: found(NOT_RUN),
    exits: Number(found(EXITS) ?? 0),
    isStopped: marks.includes(STOPPED),
  };
}

function commandsOf(lines: readonly string[], firstLine: number): readonly ShownCommand[] {
  const commands: ShownCommand[] = [];
  let at = 0;
  while (at < lines.length) {
    const start = at;
    const first = lines[at] as string;
    if (!first.startsWith('$ ')) throw new RangeError(`line ${firstLine + at}: a block begins with a command, '$ …'`);
    const command = [first.slice(2)];
    const hereEnd = /<<'(\w+)'/.exec(first)?.[1];
    at += 1;
    while (at < lines.length && (hereEnd === undefined ? command.at(-1)?.endsWith('\\') : command.at(-1) !== hereEnd)) {
      command.push(lines[at++] as string);
    }
    const output: string[] = [];
    while (at < lines.length && !(lines[at] as string).startsWith('$ ')) output.push(lines[at++] as string);
    commands.push({ command: command.join('\n'), output, line: firstLine + start });
  }
  return commands;
}
