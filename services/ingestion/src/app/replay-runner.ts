import { asError, isRetriable, RetriableError, sleep, type Clock, type Logger } from '@fieldline/platform';
import { addReasons } from '../domain/replay-reasons.js';
import type { Letter } from '../ports/dead-letter-store.js';
import type { BatchSize, ReplayJob, ReplayJobStore } from '../ports/replay-job-store.js';
import type { ReadyLetters, ReplayLetters } from './replay-letters.js';

export interface ReplayRunnerParts {
  readonly jobs: ReplayJobStore;
  readonly replay: ReplayLetters;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly batch?: BatchSize;
}

/** What one step takes into memory and publishes at once. */
const BATCH: BatchSize = { letters: 200, bytes: 1_048_576 };
/** Between two steps, ms: live messages come first. */
const REST_MS = 20;
/** After a step that failed and may succeed later. */
const RETRY_MS = 1_000;

/**
 * Works on the replays that run, a step of each in turn. What a step sent is in the log before its letters are marked and
 * the job moves on; cut off between the two, the same letters are sent again and are duplicates for the store.
 */
export class ReplayRunner {
  readonly #parts: ReplayRunnerParts;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #isRunning = false;
  #isAsked = false;

  constructor(parts: ReplayRunnerParts) {
    this.#parts = parts;
  }

  /** There may be something to do: also at the start, for jobs that were cut off. */
  wake(): void {
    this.#isAsked = true;
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#running = this.#run();
  }

  /** Waits for the step under way. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { clock, logger } = this.#parts;
    const { signal } = this.#stopping;
    while (this.#isAsked && !signal.aborted) {
      let pauseMs = REST_MS;
      try {
        this.#isAsked = false;
        this.#isAsked = (await this.#stepAll()) || this.#isAsked;
      } catch (error) {
        logger.warn({ err: error }, 'replays of dead letters wait');
        this.#isAsked = true;
        pauseMs = RETRY_MS;
      }
      if (this.#isAsked) await sleep(clock, pauseMs, signal);
    }
    this.#isRunning = false;
  }

  /** Whether there is more to do. */
  async #stepAll(): Promise<boolean> {
    const jobs = await this.#parts.jobs.running();
    for (const job of jobs) {
      if (this.#stopping.signal.aborted) break;
      await this.#step(job).catch((error: unknown) => this.#failed(job, asError(error)));
    }
    return jobs.length > 0;
  }

  async #step(job: ReplayJob): Promise<void> {
    const { jobs, replay, clock, batch = BATCH } = this.#parts;
    if (replay.withheld) throw new RetriableError('the log is away');
    const letters = await jobs.next(job, batch);
    const last = letters.at(-1);
    if (last === undefined) {
      await jobs.end(job, { at: clock.now(), problem: null });
      return;
    }
    const edit = { mapping: job.mapping };
    const timed = await replay.timed(
      job.viewer,
      letters.map((letter) => ({ letter, edit })),
    );
    const ready = replay.ready(job.viewer, timed);
    await replay.send(ready);
    await jobs.step(job, {
      after: { receivedAt: last.receivedAt, letterId: last.id },
      marks: ready.marks,
      progress: progressOf(job, letters, ready),
      at: clock.now(),
    });
  }

  /** What no repetition can mend ends the job. */
  async #failed(job: ReplayJob, error: Error): Promise<void> {
    const { jobs, clock, logger } = this.#parts;
    if (isRetriable(error)) throw error;
    logger.error({ err: error, replay: job.id }, 'a replay of dead letters failed');
    await jobs.end(job, { at: clock.now(), problem: error.message });
  }
}

function progressOf(
  job: ReplayJob,
  letters: readonly Letter[],
  { marks, refused }: ReadyLetters,
): Pick<ReplayJob, 'accepted' | 'refusedAgain' | 'reasons'> {
  const first = refused.flatMap(({ reasons }) => reasons.slice(0, 1));
  return {
    accepted: job.accepted + marks.length,
    refusedAgain: job.refusedAgain + letters.length - marks.length,
    reasons: addReasons(job.reasons, first),
  };
}
