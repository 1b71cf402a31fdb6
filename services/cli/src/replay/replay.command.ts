import { allPacks } from '@fieldline/domains';
import type { Command } from 'commander';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { ControlApi } from '../control/control-api.js';
import { ControlClient } from '../control/control-client.js';
import { untilStoring } from '../control/until-storing.js';
import type { CliContext } from '../shell/cli-context.js';
import { defineCommand, openSession, type CommonOptions, type Run, type Session } from '../shell/command.js';
import { InterruptedError } from '../shell/errors.js';
import { EXIT, type ExitCode } from '../shell/exit-codes.js';
import { Progress } from '../shell/progress.js';
import { findRecordings } from './find-recordings.js';
import type { Patience } from './patience.js';
import type { Recording } from './recording-file.js';
import { lanesOf, replayLanes } from './replay-lanes.js';
import { parseSpeed } from './replay-pace.js';
import { ReplayProgress } from './replay-progress.js';
import { RecordingReplay } from './replay-recording.js';
import { describeReplay, replayJson, type ReplayReport } from './replay-report.js';
import type { ReplayResult } from './replay-result.js';
import { ReplayServer } from './replay-server.js';
import { ReplayStateFile } from './replay-state-file.js';

/** A server that was just started brings its database up. */
const READY_TIMEOUT_MS = 60_000;
/** As fast as it goes, more would only take turns; otherwise each recording has a time of its own to keep. */
const LANES_AT_FULL_SPEED = 8;

interface ReplayOptions extends CommonOptions {
  readonly speed: string;
  readonly restart?: boolean;
}

export function replayCommand(context: CliContext, run: Run): Command {
  return defineCommand(
    'replay',
    'send recorded telemetry through MQTT as its devices would have; one that was interrupted goes on',
    'fieldline replay recordings/ --speed 60x',
  )
    .argument('<file...>', 'recordings, or folders of them; each is recognised by its name and first lines')
    .option('--speed <speed>', 'max, real, or a factor such as 60x', 'max')
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
  const { recordings, skipped } = await findRecordings(named, mappings);
  const api = new ControlApi(new ControlClient(dataFolder));
  const { clock, signal } = context;
  await untilStoring(api, { clock, signal, timeoutMs: READY_TIMEOUT_MS, mustAnswer: true });
  const startedAt = clock.monotonic();
  const { results, failed } = await replayAll({ session, api, recordings, speed, restart: options.restart === true });
  if (signal.aborted) throw new InterruptedError('interrupted');
  const report: ReplayReport = { results, failed, skipped, seconds: (clock.monotonic() - startedAt) / 1000 };
  output.answer(replayJson(report), () => describeReplay(report, context.folder));
  for (const { recording, error } of failed) context.err.write(`fieldline: ${namedError(recording, error)}\n`);
  const lost = results.some(({ devices }) => devices.some(({ sent, acknowledged }) => sent !== acknowledged));
  const unusable = results.some(({ rowsUnusable }) => rowsUnusable > 0);
  return lost || unusable || failed.length > 0 ? EXIT.failed : EXIT.ok;
}

interface ReplayPlan {
  readonly session: Session;
  readonly api: ControlApi;
  readonly recordings: readonly Recording[];
  readonly speed: number;
  /** Forgets what was interrupted. */
  readonly restart: boolean;
}

async function replayAll(plan: ReplayPlan): Promise<Pick<ReplayReport, 'results' | 'failed'>> {
  const { session, api, recordings, speed, restart } = plan;
  const { context, dataFolder } = session;
  const { clock, signal } = context;
  const progress = new ReplayProgress(recordings, clock, speed !== Infinity);
  const patience: Patience = { clock, signal, onWaiting: (forWhat) => progress.waiting(forWhat) };
  const server = new ReplayServer(api, patience);
  const stateFiles = new Map<Recording, ReplayStateFile>();
  const results = new Map<Recording, ReplayResult>();
  for (const recording of recordings) stateFiles.set(recording, await stateFileOf(dataFolder, recording));
  const replayOne = async (recording: Recording): Promise<void> => {
    const stateFile = stateFiles.get(recording) as ReplayStateFile;
    if (restart) await stateFile.remove();
    const state = await stateFile.load();
    const onRow = progress.row.bind(progress, recording);
    const job = { recording, state, stateFile, server, patience, speed, context, onRow };
    results.set(recording, state.result ?? (await new RecordingReplay(job).run()));
    progress.finished(recording, state.result !== undefined);
  };
  const line = new Progress(context);
  const drawing = keepDrawing(context, () => line.update(() => progress.line()));
  try {
    // what an earlier replay left to the writer must not count for this one
    await server.untilIdle();
    const parallel = speed === Infinity ? LANES_AT_FULL_SPEED : recordings.length;
    const failed = await replayLanes(lanesOf(recordings), parallel, replayOne);
    // only now: a command that was interrupted keeps the results of those that are finished
    if (failed.length === 0) for (const stateFile of stateFiles.values()) await stateFile.remove();
    const inOrder = recordings.flatMap((recording) => results.get(recording) ?? []);
    return { results: inOrder, failed };
  } finally {
    drawing.stop();
    line.clear();
  }
}

async function stateFileOf(dataFolder: string, { file, sizeBytes, mapping }: Recording): Promise<ReplayStateFile> {
  const { mtimeMs: modifiedAt } = await stat(file);
  return new ReplayStateFile(dataFolder, { file, sizeBytes, modifiedAt, mapping: mapping.id });
}

const DRAW_EVERY_MS = 200;

/** Also while nothing happens but waiting. */
function keepDrawing({ clock }: CliContext, draw: () => void): { readonly stop: () => void } {
  let stopped = false;
  const next = (): void => {
    if (stopped) return;
    draw();
    clock.setTimer(next, DRAW_EVERY_MS, { unref: true });
  };
  next();
  return { stop: () => (stopped = true) };
}

/** A fault of the file names it already; one of the connection does not. */
function namedError({ file }: Recording, { message }: Error): string {
  return message.startsWith(file) ? message : `${file}: ${message}`;
}
