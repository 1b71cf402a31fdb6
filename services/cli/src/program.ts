import { Command, CommanderError } from 'commander';
import { asError } from '@fieldline/platform';
import { auditCommand } from './audit/audit.command.js';
import { benchCommand } from './bench/bench.command.js';
import { completionCommand } from './completion/completion.command.js';
import { configCommand } from './config/config.command.js';
import { exportCommand } from './data/export.command.js';
import { latestCommand } from './data/latest.command.js';
import { liveCommand } from './data/live.command.js';
import { doctorCommand } from './doctor/doctor.command.js';
import { adminCommand } from './nouns/admin.command.js';
import { deadLetterCommand } from './nouns/dead-letter.command.js';
import { deviceCommand } from './nouns/device.command.js';
import { enrolmentKeyCommand } from './nouns/enrolment-key.command.js';
import { locationCommand } from './nouns/location.command.js';
import {
  connectionsCommand,
  ledgerCommand,
  overviewCommand,
  receiptsCommand,
  statusCommand,
} from './nouns/operation.command.js';
import { profileCommand } from './nouns/profile.command.js';
import { siteCommand } from './nouns/site.command.js';
import { tokenCommand } from './nouns/token.command.js';
import { replayCommand } from './replay/replay.command.js';
import { seriesCommand } from './series/series.command.js';
import { simulateCommand } from './simulate/simulate.command.js';
import type { CliContext } from './shell/cli-context.js';
import type { Run } from './shell/command.js';
import { InterruptedError, ServerNotRunningError, UsageError } from './shell/errors.js';
import { EXIT, EXIT_HELP, type ExitCode } from './shell/exit-codes.js';

const VERSION = '0.1.0';

/** Those of the server in a data folder of this machine; they need its files, its database or its processes too. */
const LOCAL = [replayCommand, simulateCommand, auditCommand, doctorCommand, benchCommand];

/** Those of any server, over its API. */
const REMOTE = [
  ...[overviewCommand, statusCommand],
  ...[siteCommand, locationCommand, deviceCommand, profileCommand, enrolmentKeyCommand],
  ...[latestCommand, seriesCommand, exportCommand, liveCommand],
  ...[deadLetterCommand, ledgerCommand, receiptsCommand, connectionsCommand],
  ...[tokenCommand, adminCommand, configCommand],
];

const PRECEDENCE = `Which server: --url, --server or --data; else FIELDLINE_URL (with FIELDLINE_TOKEN); else FIELDLINE_DATA; else the current
one of \`fieldline config\`; else ./data. The owner of a data folder needs no token. \`replay\`, \`simulate\`, \`audit\`, \`doctor\`
and \`bench\` are for the server of a data folder: --data, FIELDLINE_DATA, else ./data.`;

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

/** The commands, not run yet. */
export function buildProgram(context: CliContext, run: Run): Command {
  const program = new Command('fieldline')
    .description('Fieldline on the command line: all that the API does, and replays, audits and benches beside it.')
    .version(VERSION)
    // so that a command may have a --version of its own
    .enablePositionalOptions()
    .addHelpText('after', `\nExample:\n  $ fieldline device list\n\n${PRECEDENCE}\n\n${EXIT_HELP}`);
  const shell = { context, run };
  for (const make of REMOTE) program.addCommand(make(shell));
  for (const make of LOCAL) program.addCommand(make(context, run));
  program.addCommand(completionCommand(shell, () => program));
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
