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

/** Somebody who waits until everything before `goal` was handled. */
interface Waiting {
  readonly goal: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

interface FollowedPartition {
  readonly log: PartitionLog;
  /** The next offset to handle. */
  from: number;
  readonly waiting: Set<Waiting>;
  failure?: Error;
}

/** Reads all partitions of a topic from their start and goes on. */
export class TopicFollower implements Follower {
  readonly caughtUp: Promise<void>;
  readonly #options: TopicFollowerOptions;
  readonly #closing = new AbortController();
  readonly #running: Promise<unknown>;
  readonly #ways: readonly FollowedPartition[];
  #problem: string | undefined;

  constructor(options: TopicFollowerOptions) {
    this.#options = options;
    this.#ways = options.partitions.map((log) => ({ log, from: log.startOffset, waiting: new Set() }));
    this.caughtUp = this.reached();
    // A handler that throws is told by the log line; caughtUp need not be looked at by anybody.
    this.caughtUp.catch(() => undefined);
    this.#running = Promise.all(this.#ways.map((way) => this.#follow(way)));
  }

  async reached(): Promise<void> {
    await Promise.all(this.#ways.map((way) => this.#reach(way)));
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

  #reach(way: FollowedPartition): Promise<void> {
    const goal = way.log.endOffset;
    if (way.failure !== undefined) return Promise.reject(way.failure);
    if (way.from >= goal) return Promise.resolve();
    return new Promise((resolve, reject) => way.waiting.add({ goal, resolve, reject }));
  }

  #follow(way: FollowedPartition): Promise<void> {
    return this.#read(way).catch((thrown: unknown) => {
      const error = asError(thrown);
      const { topic, partition } = way.log.place;
      this.#problem = `a follower of ${topic} stopped: ${error.message}`;
      this.#options.logger.error({ err: error, topic, partition }, 'a follower stopped for good');
      way.failure = error;
      for (const { reject } of way.waiting) reject(error);
      way.waiting.clear();
    });
  }

  async #read(way: FollowedPartition): Promise<void> {
    const { clock, handleRecords } = this.#options;
    const { signal } = this.#closing;
    const fetch = this.#fetchFrom(way.log);
    while (!signal.aborted) {
      const { records, nextOffset } = await fetch(way.from);
      if (signal.aborted) break;
      if (records.length > 0) handleRecords(records);
      way.from = nextOffset;
      for (const one of way.waiting) {
        if (way.from < one.goal) continue;
        way.waiting.delete(one);
        one.resolve();
      }
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
