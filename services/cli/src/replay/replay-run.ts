import { asError } from '@fieldline/platform';
import { realpath, stat } from 'node:fs/promises';
import type { LocalServer } from '../control/local-server.js';
import type { CliContext } from '../shell/cli-context.js';
import type { Session } from '../shell/command.js';
import { Progress } from '../shell/progress.js';
import type { Patience } from './patience.js';
import { devicesOf } from './recording-devices.js';
import type { Recording } from './recording-file.js';
import { otherHoldings } from './replay-holdings.js';
import { lanesOf, replayLanes, type LanesEnd } from './replay-lanes.js';
import type { ReplayLock } from './replay-lock.js';
import { ReplayProgress } from './replay-progress.js';
import { RecordingReplay } from './replay-recording.js';
import type { RecordingOutcome, ReplayReport } from './replay-report.js';
import type { ReplaySoFar } from './replay-result.js';
import { ReplayServer } from './replay-server.js';
import { recordingSet, ReplayStateFile, type RecordingKey } from './replay-state-file.js';

/** As fast as it goes, more would only take turns; otherwise each recording has a time of its own to keep. */
const LANES_AT_FULL_SPEED = 8;
const DRAW_EVERY_MS = 200;

export interface ReplayPlan {
  readonly session: Session;
  readonly api: LocalServer;
  readonly recordings: readonly Recording[];
  readonly speed: number;
  /** Forgets what was interrupted. */
  readonly restart: boolean;
}

type Finished = Extract<RecordingOutcome, { readonly state: 'finished' }>;

/** One start of a replay of several recordings. */
export class ReplayRun {
  readonly #plan: ReplayPlan;
  readonly #progress: ReplayProgress;
  readonly #patience: Patience;
  readonly #server: ReplayServer;
  readonly #finished = new Map<Recording, Finished>();
  readonly #soFar = new Map<Recording, ReplaySoFar>();
  readonly #locks: ReplayLock[] = [];
  #sentNow = 0;

  constructor(plan: ReplayPlan) {
    this.#plan = plan;
    const { session, api, recordings, speed } = plan;
    const { clock, signal } = session.context;
    this.#progress = new ReplayProgress(recordings, clock, speed !== Infinity);
    this.#patience = { clock, signal, onWaiting: (forWhat) => this.#progress.waiting(forWhat) };
    this.#server = new ReplayServer(api, this.#patience);
  }

  async all(): Promise<Pick<ReplayReport, 'outcomes' | 'sentNow'>> {
    const { session, recordings, speed } = this.#plan;
    const line = new Progress(session.context);
    const drawing = keepDrawing(session.context, () => line.update(() => this.#progress.line()));
    try {
      const stateFiles = await stateFilesOf(session.dataFolder, recordings);
      // what an earlier replay left to the writer must not count for this one
      await this.#server.untilIdle();
      const parallel = speed === Infinity ? LANES_AT_FULL_SPEED : recordings.length;
      const replay = (recording: Recording): Promise<void> =>
        this.#replay(recording, stateFiles.get(recording) as ReplayStateFile);
      const end = await replayLanes(lanesOf(recordings), parallel, { replay, devicesOf });
      // only now: a command that was interrupted keeps the results of those that are finished
      const isWhole = this.#finished.size === recordings.length;
      if (isWhole) for (const stateFile of stateFiles.values()) await stateFile.remove();
      return { outcomes: this.#outcomes(end), sentNow: this.#sentNow };
    } finally {
      for (const lock of this.#locks) await lock.release();
      drawing.stop();
      line.clear();
    }
  }

  async #replay(recording: Recording, stateFile: ReplayStateFile): Promise<void> {
    const { session, speed, restart } = this.#plan;
    const { context, dataFolder } = session;
    // kept to the end of the command, for so long its state is of use
    this.#locks.push(await stateFile.lock());
    if (restart) await stateFile.remove();
    const state = await stateFile.load();
    if (state.result !== undefined) {
      this.#finished.set(recording, { state: 'finished', recording, result: state.result, earlier: true, others: [] });
      this.#progress.finished(recording, true);
      return;
    }
    const onRow = this.#progress.row.bind(this.#progress, recording);
    const [server, patience] = [this.#server, this.#patience];
    const replay = new RecordingReplay({ recording, state, stateFile, server, patience, speed, context, onRow });
    try {
      const result = await replay.run();
      const others = await otherHoldings(dataFolder, recording);
      this.#finished.set(recording, { state: 'finished', recording, result, earlier: false, others });
      this.#progress.finished(recording, false);
    } catch (error) {
      this.#soFar.set(recording, await replay.soFar());
      if (replay.sentNow > 0) await otherHoldings(dataFolder, recording);
      throw error;
    } finally {
      this.#sentNow += replay.sentNow;
    }
  }

  #outcomes({ failed, notBegun }: LanesEnd): readonly RecordingOutcome[] {
    const left = new Map(notBegun.map(({ recording, reason }) => [recording, reason]));
    const errors = new Map(failed.map(({ recording, error }) => [recording, error]));
    return this.#plan.recordings.map((recording): RecordingOutcome => {
      const finished = this.#finished.get(recording);
      if (finished !== undefined) return finished;
      const reason = left.get(recording);
      if (reason !== undefined) return { state: 'not begun', recording, reason };
      const error = errors.get(recording) ?? asError(`nothing became of ${recording.file}`);
      return { state: 'failed', recording, error, soFar: this.#soFar.get(recording) };
    });
  }
}

async function stateFilesOf(
  dataFolder: string,
  recordings: readonly Recording[],
): Promise<ReadonlyMap<Recording, ReplayStateFile>> {
  const keys = await Promise.all(recordings.map(keyOf));
  const set = recordingSet(keys);
  return new Map(
    recordings.map((recording, at) => [recording, new ReplayStateFile(dataFolder, keys[at] as RecordingKey, set)]),
  );
}

async function keyOf({ file, sizeBytes, mapping }: Recording): Promise<RecordingKey> {
  const { mtimeMs: modifiedAt } = await stat(file);
  const { id, device } = mapping;
  const whose = device.kind === 'fixed' ? `${id}@${device.externalId}` : id;
  return { file: await realpath(file), sizeBytes, modifiedAt, mapping: whose };
}

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
