import type { Follower, LogRecord } from '@fieldline/messaging';
import { asError, type Clock, type Logger } from '@fieldline/platform';
import type { PartitionLog } from './partition-log.js';
import type { ReadCursor } from './partition-reader.js';

const BATCH_RECORDS = 5_000;

export interface TopicFollowerOptions {
  readonly partitions: readonly PartitionLog[];
  readonly clock: Clock;
  readonly logger: Logger;
  readonly handleRecords: (records: readonly LogRecord[]) => void;
}

/** Reads all partitions of a topic from their start and goes on. */
export class TopicFollower implements Follower {
  readonly caughtUp: Promise<void>;
  readonly #options: TopicFollowerOptions;
  readonly #closing = new AbortController();
  readonly #running: Promise<unknown>;

  constructor(options: TopicFollowerOptions) {
    this.#options = options;
    const followed = options.partitions.map((log) => this.#follow(log));
    this.caughtUp = Promise.all(followed.map(({ caughtUp }) => caughtUp)).then(() => undefined);
    // A handler that throws is told by the log line; caughtUp need not be looked at by anybody.
    this.caughtUp.catch(() => undefined);
    this.#running = Promise.all(followed.map(({ ended }) => ended));
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
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
      this.#options.logger.error({ err: error, topic, partition }, 'a follower stopped for good');
      failed(error);
    });
    return { caughtUp, ended };
  }

  async #read(log: PartitionLog, reached: () => void): Promise<void> {
    const { clock, handleRecords } = this.#options;
    const { signal } = this.#closing;
    const goal = log.endOffset;
    const cursor: ReadCursor = {};
    let from = log.startOffset;
    while (!signal.aborted) {
      if (from >= goal) reached();
      const { records, nextOffset } = await log.fetch({ from, maxRecords: BATCH_RECORDS, signal }, cursor);
      if (signal.aborted) break;
      if (records.length > 0) handleRecords(records);
      from = nextOffset;
      await new Promise<void>((resolve) => clock.defer(resolve));
    }
  }
}
