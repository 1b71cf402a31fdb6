import { Command, InvalidArgumentError } from 'commander';
import path from 'node:path';
import type { CliContext } from './cli-context.js';
import { EXIT_HELP, type ExitCode } from './exit-codes.js';
import { Output } from './output.js';

/** What every command knows: where the data is and where its answer goes. */
export interface Session {
  readonly context: CliContext;
  /** Absolute path of the data folder. */
  readonly dataFolder: string;
  readonly output: Output;
}

export interface CommonOptions {
  readonly json?: boolean;
  readonly data?: string;
}

/** A command with the options that all have, and its example beneath its help. */
export function plainCommand(declaration: string, summary: string, example: string): Command {
  return new Command(declaration)
    .description(summary)
    .option('--json', 'answer with one JSON document')
    .addHelpText('after', `\nExample:\n  $ ${example}\n\n${EXIT_HELP}`);
}

/** One of a server. */
export function defineCommand(declaration: string, summary: string, example: string): Command {
  return plainCommand(declaration, summary, example).option(
    '--data <folder>',
    'data folder of the server (FIELDLINE_DATA, else ./data)',
  );
}

/** How a command hands its result back to the process. */
export type Run = (work: Promise<ExitCode>) => Promise<void>;

export function openSession(context: CliContext, options: CommonOptions): Session {
  const folder = options.data ?? context.env['FIELDLINE_DATA'] ?? 'data';
  return {
    context,
    dataFolder: path.resolve(context.folder, folder),
    output: new Output(context, options.json === true),
  };
}

/** Parser of an option that is a whole number from `min` on. */
export function wholeNumber(min: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < min)
      throw new InvalidArgumentError(`Expected a whole number from ${min} on.`);
    return value;
  };
}
