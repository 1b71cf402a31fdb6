import { allPacks } from '@fieldline/domains';
import type { Command } from 'commander';
import path from 'node:path';
import { LocalServer } from '../control/local-server.js';
import { untilStoring } from '../control/until-storing.js';
import type { CliContext } from '../shell/cli-context.js';
import { defineCommand, openSession, type CommonOptions, type Run, type Session } from '../shell/command.js';
import { InterruptedError } from '../shell/errors.js';
import { EXIT, type ExitCode } from '../shell/exit-codes.js';
import { asDevice } from './as-device.js';
import { findRecordings } from './find-recordings.js';
import type { Recording } from './recording-file.js';
import { parseSpeed } from './replay-pace.js';
import { describeReplay, replayJson, type RecordingOutcome, type ReplayReport } from './replay-report.js';
import { ReplayRun } from './replay-run.js';

/** A server that was just started brings its database up. */
const READY_TIMEOUT_MS = 60_000;

interface ReplayOptions extends CommonOptions {
  readonly speed: string;
  readonly restart?: boolean;
  readonly device?: string;
}

export function replayCommand(context: CliContext, run: Run): Command {
  return defineCommand(
    'replay',
    'send recorded telemetry through MQTT as its devices would have; one that was interrupted goes on',
    'fieldline replay recordings/ --speed 60x',
  )
    .argument('<file...>', 'recordings, or folders of them; each is recognised by its name and first lines')
    .option('--speed <speed>', 'max, real, or a factor such as 60x', 'max')
    .option('--device <name>', 'replay the one file named as this device')
    .option('--restart', 'begin anew what was interrupted')
    .action((files: readonly string[], options: ReplayOptions) =>
      run(replay(openSession(context, options), files, options)),
    );
}

async function replay(session: Session, files: readonly string[], options: ReplayOptions): Promise<ExitCode> {
  const { context, output, dataFolder } = session;
  const speed = parseSpeed(options.speed);
  const mappings = allPacks.flatMap((pack) => pack.replays);
  const named = files.map((file) => path.resolve(context.folder, file));
  const found = await findRecordings(named, mappings);
  const { skipped } = found;
  const recordings = options.device === undefined ? found.recordings : asDevice(found.recordings, options.device);
  const api = new LocalServer(dataFolder);
  const { clock, signal } = context;
  await untilStoring(api, { clock, signal, timeoutMs: READY_TIMEOUT_MS, mustAnswer: true });
  const startedAt = clock.monotonic();
  const replays = new ReplayRun({ session, api, recordings, speed, restart: options.restart === true });
  const { outcomes, sentNow } = await replays.all();
  if (signal.aborted) throw new InterruptedError('interrupted');
  const report: ReplayReport = { outcomes, skipped, sentNow, seconds: (clock.monotonic() - startedAt) / 1000 };
  output.answer(replayJson(report), () => describeReplay(report, context.folder));
  for (const outcome of outcomes) {
    if (outcome.state === 'failed') context.err.write(`fieldline: ${namedError(outcome.recording, outcome.error)}\n`);
  }
  return outcomes.every(isWhole) ? EXIT.ok : EXIT.failed;
}

/** All its rows could be used, and all its readings are acknowledged. */
function isWhole(outcome: RecordingOutcome): boolean {
  if (outcome.state !== 'finished') return false;
  const { devices, rowsUnusable } = outcome.result;
  return rowsUnusable === 0 && devices.every(({ sent, acknowledged }) => sent === acknowledged);
}

/** A fault of the file names it already; one of the connection does not. */
function namedError({ file }: Recording, { message }: Error): string {
  return message.includes(file) ? message : `${file}: ${message}`;
}
