import { Command, CommanderError } from 'commander';
import { asError } from '@fieldline/platform';
import { auditCommand } from './audit/audit.command.js';
import { benchCommand } from './bench/bench.command.js';
import { doctorCommand } from './doctor/doctor.command.js';
import { deviceCommand } from './nouns/device.command.js';
import { siteCommand } from './nouns/site.command.js';
import { replayCommand } from './replay/replay.command.js';
import { seriesCommand } from './series/series.command.js';
import { simulateCommand } from './simulate/simulate.command.js';
import type { CliContext } from './shell/cli-context.js';
import type { Run } from './shell/command.js';
import { InterruptedError, ServerNotRunningError, UsageError } from './shell/errors.js';
import { EXIT, EXIT_HELP, type ExitCode } from './shell/exit-codes.js';

const VERSION = '0.1.0';

/** Runs one command line (without node and script) and says how it ended; never throws. */
export async function runFieldline(args: readonly string[], context: CliContext): Promise<ExitCode> {
  let exit: ExitCode = EXIT.ok;
  const run: Run = async (work) => {
    exit = await work;
  };
  const program = buildProgram(context, run);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (thrown) {
    exit = report(thrown, context);
  }
  return context.signal.aborted ? EXIT.interrupted : exit;
}

function buildProgram(context: CliContext, run: Run): Command {
  const program = new Command('fieldline')
    .description('Fieldline on the command line: replay recordings, audit what is stored, look after a server.')
    .version(VERSION)
    .addHelpText('after', `\nExample:\n  $ fieldline replay 25degC_US06.csv\n\n${EXIT_HELP}`);
  for (const make of [replayCommand, simulateCommand, auditCommand, doctorCommand, benchCommand]) {
    program.addCommand(make(context, run));
  }
  for (const make of [siteCommand, deviceCommand, seriesCommand]) program.addCommand(make({ context, run }));
  quieten(program, context);
  return program;
}

/** Commander's own words go to the context's streams, and its exits become errors. */
function quieten(command: Command, context: CliContext): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => void context.out.write(text),
    writeErr: (text) => void context.err.write(text),
  });
  for (const child of command.commands) quieten(child, context);
}

function report(thrown: unknown, context: CliContext): ExitCode {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (context.signal.aborted || thrown instanceof InterruptedError) return EXIT.interrupted;
  context.err.write(`fieldline: ${asError(thrown).message}\n`);
  if (thrown instanceof UsageError) return EXIT.usage;
  return thrown instanceof ServerNotRunningError ? EXIT.notRunning : EXIT.failed;
}
