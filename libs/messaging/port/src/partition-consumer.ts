import { asError, isRetriable, sleep, type Clock, type Logger, type Random } from '@fieldline/platform';
import { BackOff } from './back-off.js';
import { outOfRange } from './out-of-range.js';
import type { BatchOutcome, LogRecord, Subscription } from './message-bus.js';
import type { FetchedRecords, PartitionSource } from './partition-source.js';
import { PauseGate } from './pause-gate.js';

const DEFAULT_BATCH_RECORDS = 5_000;

export interface PartitionConsumerOptions {
  readonly subscription: Subscription;
  readonly source: PartitionSource;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/**
 * One group's way through one partition: fetch, handle, outcome, commit. The one place where an outcome becomes an
 * offset, whatever the log is.
 */
export class PartitionConsumer {
  readonly #options: PartitionConsumerOptions;
  readonly #backOff: BackOff;
  readonly #closing = new AbortController();
  readonly #gate = new PauseGate();
  #position: number;
  #running: Promise<Error | undefined> | undefined;

  constructor(options: PartitionConsumerOptions) {
    this.#options = options;
    this.#backOff = new BackOff(options.random);
    this.#position = options.source.committedOffset();
  }

  /** The next offset to handle. */
  get position(): number {
    return this.#position;
  }

  /** Resolves when the consumer has stopped: with the error that stopped it for good, or undefined after {@link close}. */
  run(): Promise<Error | undefined> {
    this.#running ??= this.#consume();
    return this.#running;
  }

  /** Fetches no more; a batch in flight ends normally. */
  pause(): void {
    this.#gate.close();
  }

  resume(): void {
    this.#gate.open();
  }

  /** Waits for the batch in flight. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#gate.open();
    await this.#running;
  }

  async #consume(): Promise<Error | undefined> {
    const { signal } = this.#closing;
    try {
      await this.#untilDone(() => this.#begin());
      while (!signal.aborted) {
        await this.#untilDone(() => this.#step());
        // A backlog in memory must not keep the event loop from everything else.
        await new Promise<void>((resolve) => this.#options.clock.defer(resolve));
      }
      return undefined;
    } catch (thrown) {
      const error = asError(thrown);
      const { source, subscription, logger } = this.#options;
      const { topic, partition } = source;
      const { group } = subscription;
      logger.error({ err: error, group, topic, partition, offset: this.#position }, 'a consumer stopped for good');
      return error;
    }
  }

  /** Runs `attempt` until it succeeds, waiting longer after each retriable failure; ends early on close. */
  async #untilDone(attempt: () => Promise<void>): Promise<void> {
    while (!this.#closing.signal.aborted) {
      try {
        await attempt();
        this.#backOff.reset();
        return;
      } catch (cause) {
        if (!isRetriable(cause) && !(cause instanceof AgainSignal)) throw cause;
        await this.#rest(cause instanceof AgainSignal ? cause.cause : cause);
      }
    }
  }

  async #rest(cause: unknown): Promise<void> {
    const { clock, logger, source, subscription } = this.#options;
    const delayMs = this.#backOff.nextMs();
    const { topic, partition } = source;
    const details = { group: subscription.group, topic, partition, offset: this.#position };
    logger.warn({ err: cause, ...details, delayMs, failures: this.#backOff.failures }, 'a batch comes again');
    await sleep(clock, delayMs, this.#closing.signal);
  }

  async #begin(): Promise<void> {
    const { source, subscription } = this.#options;
    const { topic, partition } = source;
    const committedOffset = source.committedOffset();
    const { start: startOffset, end: endOffset } = source.range();
    const own = await subscription.onAssigned?.({ topic, partition, committedOffset, startOffset, endOffset });
    const offset = own ?? committedOffset;
    const range = source.range();
    if (!Number.isSafeInteger(offset) || offset < range.start || offset > range.end) {
      throw outOfRange({ topic, partition, group: subscription.group, offset, range, own: own !== undefined });
    }
    if (offset !== committedOffset) await source.commit(offset);
    this.#position = offset;
  }

  async #step(): Promise<void> {
    const { source, subscription } = this.#options;
    const { signal } = this.#closing;
    await this.#gate.passed();
    if (signal.aborted) return;
    const maxRecords = subscription.maxBatchRecords ?? DEFAULT_BATCH_RECORDS;
    const fetched = await source.fetch({ from: this.#position, maxRecords, signal });
    await this.#gate.passed();
    if (signal.aborted) return;
    if (fetched.records.length > 0) await this.#handle(fetched);
    else if (fetched.nextOffset > this.#position) await this.#advance(fetched.nextOffset);
  }

  async #handle(fetched: FetchedRecords): Promise<void> {
    const { topic, partition } = this.#options.source;
    const { records, nextOffset } = fetched;
    const outcome = await this.#options.subscription.handleBatch({ topic, partition, records });
    await this.#settle(outcome, records, nextOffset);
  }

  async #settle(outcome: BatchOutcome, records: readonly LogRecord[], nextOffset: number): Promise<void> {
    switch (outcome.kind) {
      case 'done':
        return this.#advance(nextOffset);
      case 'again':
        throw new AgainSignal(outcome.cause);
      case 'dead-letter': {
        const record = records[outcome.index];
        if (record === undefined) {
          throw new RangeError(`a dead letter at index ${outcome.index} of a batch of ${records.length} records`);
        }
        if (outcome.index > 0) await this.#advance(record.offset);
        await this.#putAside(record, outcome.cause);
        return this.#advance(records[outcome.index + 1]?.offset ?? nextOffset);
      }
    }
  }

  async #putAside(record: LogRecord, cause: Error): Promise<void> {
    const { source, subscription, logger } = this.#options;
    const { topic, partition } = source;
    const { group } = subscription;
    await source.deadLetter({ group, topic, partition, record, cause });
    logger.warn({ err: cause, group, topic, partition, offset: record.offset }, 'a record became a dead letter');
  }

  /** The effect is stored, so the position stands even while the commit has to be tried again. */
  async #advance(nextOffset: number): Promise<void> {
    this.#position = nextOffset;
    await this.#options.source.commit(nextOffset);
  }
}

/** Carries the outcome `again` to where attempts are repeated, retriable or not. */
class AgainSignal extends Error {
  override readonly name = 'AgainSignal';

  constructor(cause: Error) {
    super('again', { cause });
  }
}
