import { BackOff, type Follower, type FetchedRecords, type LogRecord } from '@fieldline/messaging';
import { asError, isRetriable, sleep, type Clock, type Logger, type Random } from '@fieldline/platform';
import type { PartitionLog } from './partition-log.js';
import type { ReadCursor } from './partition-reader.js';

const BATCH_RECORDS = 5_000;

export interface TopicFollowerOptions {
  readonly partitions: readonly PartitionLog[];
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Called when it was closed. */
  readonly closed: (follower: TopicFollower) => void;
  readonly handleRecords: (records: readonly LogRecord[]) => void;
}

/** Reads all partitions of a topic from their start and goes on. */
export class TopicFollower implements Follower {
  readonly caughtUp: Promise<void>;
  readonly #options: TopicFollowerOptions;
  readonly #closing = new AbortController();
  readonly #running: Promise<unknown>;
  #problem: string | undefined;

  constructor(options: TopicFollowerOptions) {
    this.#options = options;
    const followed = options.partitions.map((log) => this.#follow(log));
    this.caughtUp = Promise.all(followed.map(({ caughtUp }) => caughtUp)).then(() => undefined);
    // A handler that throws is told by the log line; caughtUp need not be looked at by anybody.
    this.caughtUp.catch(() => undefined);
    this.#running = Promise.all(followed.map(({ ended }) => ended));
  }

  /** What stopped it for good; undefined while it goes on. */
  get problem(): string | undefined {
    return this.#problem;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
    this.#options.closed(this);
  }

  #follow(log: PartitionLog): { readonly caughtUp: Promise<void>; readonly ended: Promise<void> } {
    let reached: () => void = () => undefined;
    let failed: (error: Error) => void = () => undefined;
    const caughtUp = new Promise<void>((resolve, reject) => {
      reached = resolve;
      failed = reject;
    });
    const ended = this.#read(log, reached).catch((thrown: unknown) => {
      const error = asError(thrown);
      const { topic, partition } = log.place;
      this.#problem = `a follower of ${topic} stopped: ${error.message}`;
      this.#options.logger.error({ err: error, topic, partition }, 'a follower stopped for good');
      failed(error);
    });
    return { caughtUp, ended };
  }

  async #read(log: PartitionLog, reached: () => void): Promise<void> {
    const { clock, handleRecords } = this.#options;
    const { signal } = this.#closing;
    const goal = log.endOffset;
    const fetch = this.#fetchFrom(log);
    let from = log.startOffset;
    while (!signal.aborted) {
      if (from >= goal) reached();
      const { records, nextOffset } = await fetch(from);
      if (signal.aborted) break;
      if (records.length > 0) handleRecords(records);
      from = nextOffset;
      await new Promise<void>((resolve) => clock.defer(resolve));
    }
  }

  /** Fetches until it succeeds, waiting longer after each failure that may pass. */
  #fetchFrom(log: PartitionLog): (from: number) => Promise<FetchedRecords> {
    const { clock, random, logger } = this.#options;
    const { signal } = this.#closing;
    const { topic, partition } = log.place;
    const backOff = new BackOff(random);
    const cursor: ReadCursor = {};
    return async (from) => {
      while (!signal.aborted) {
        try {
          const fetched = await log.fetch({ from, maxRecords: BATCH_RECORDS, signal }, cursor);
          backOff.reset();
          return fetched;
        } catch (cause) {
          if (!isRetriable(cause)) throw cause;
          logger.warn({ err: asError(cause), topic, partition, offset: from }, 'a follower could not read');
          await sleep(clock, backOff.nextMs(), signal);
        }
      }
      return { records: [], nextOffset: from };
    };
  }
}
