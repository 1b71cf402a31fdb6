import type { Api } from '@fieldline/api-client';
import type { Command } from 'commander';
import { configPath, readConfig } from '../connection/config-file.js';
import { connect } from '../connection/connection.js';
import { chooseTarget, type Target, type TargetOptions } from '../connection/target.js';
import type { CliContext } from './cli-context.js';
import { defineCommand, type CommonOptions, type Run } from './command.js';
import type { ExitCode } from './exit-codes.js';
import { Output } from './output.js';

/** What every command is made with. */
export interface Shell {
  readonly context: CliContext;
  readonly run: Run;
}

export interface ApiOptions extends CommonOptions, TargetOptions {}

/** A command's way to the API of the server that is meant, and where its answer goes. */
export interface ApiSession {
  readonly context: CliContext;
  readonly output: Output;
  readonly api: Api;
  readonly target: Target;
}

export interface ApiVerb<O> {
  readonly name: string;
  /** As commander declares them, such as `<site> [device...]`. */
  readonly args?: string;
  readonly summary: string;
  readonly example: string;
  readonly options?: (command: Command) => Command;
  /** Whether a pipe gets lines as a terminal does; else it gets JSON. */
  readonly linesInPipe?: boolean;
  readonly act: (session: ApiSession, args: readonly string[], options: O & ApiOptions) => Promise<ExitCode>;
}

/** A command that asks the API: of the server that options, environment or configuration name. */
export function apiCommand<O = object>({ context, run }: Shell, verb: ApiVerb<O>): Command {
  const { name, args = '', summary, example, options = (command: Command) => command, act } = verb;
  const command = defineCommand(name, summary, example)
    .option('--no-json', 'answer with lines for people, also in a pipe')
    .option('--url <url>', 'address of the server (FIELDLINE_URL, with the token FIELDLINE_TOKEN)')
    .option('--server <name>', 'server of this name in the configuration; see `fieldline config`');
  return options(args === '' ? command : command.arguments(args)).action((...given: unknown[]) => {
    const values = given
      .slice(0, -2)
      .flat()
      .filter((value) => value !== undefined) as string[];
    const chosen = given.at(-2) as O & ApiOptions;
    return run(openApiSession(context, chosen, verb.linesInPipe).then((session) => act(session, values, chosen)));
  });
}

async function openApiSession(context: CliContext, options: ApiOptions, linesInPipe = false): Promise<ApiSession> {
  const { clock, signal, env, folder, err } = context;
  const config = await readConfig(configPath(env));
  const target = chooseTarget(options, { env, folder, config });
  const onWaiting = (seconds: number): void =>
    void err.write(`fieldline: the server wants fewer requests; the next one waits ${seconds} s\n`);
  const { api } = connect(target, { signal, patience: { clock, onWaiting } });
  const json = options.json ?? (!linesInPipe && context.out.isTTY !== true);
  return { context, output: new Output(context, json), api, target };
}
