import { LogUnavailableError, type OutgoingRecord } from '@fieldline/messaging';
import { asError } from '@fieldline/platform';
import type { LogContext, PartitionPlace } from './log-context.js';
import { PublishLane, type PublishTicket } from './publish-order.js';
import { RecordGroup } from './record-group.js';
import type { SegmentWriter } from './segment-writer.js';

/** Largest first guess of a group's size. */
const MAX_GUESS_BYTES = 1024 * 1024;

export interface PartitionWriterOptions {
  readonly segmentWriter: SegmentWriter;
  readonly nextOffset: number;
  /** Told of each group as soon as it is durable, before its publishers are. */
  readonly durable: (group: RecordGroup) => void;
}

/** Group commit of one partition: all that arrives while one group is written and synced forms the next. */
export class PartitionWriter {
  readonly #context: LogContext;
  readonly #place: PartitionPlace;
  readonly #options: PartitionWriterOptions;
  readonly #lane = new PublishLane();
  #pending: RecordGroup | undefined;
  #flushing: Promise<void> | undefined;
  #guessBytes = 0;
  /** Where the next record goes. */
  #nextOffset: number;
  /** Where to go on after a failure: no offset below it may be used again. */
  #safeOffset: number;
  #problem: string | undefined;

  constructor(context: LogContext, place: PartitionPlace, options: PartitionWriterOptions) {
    this.#context = context;
    this.#place = place;
    this.#options = options;
    this.#nextOffset = options.nextOffset;
    this.#safeOffset = options.nextOffset;
  }

  /** Why the last write failed; undefined after one that did not. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** One past the last record taken, durable or not. */
  get nextOffset(): number {
    return this.#nextOffset;
  }

  get pendingBytes(): number {
    return this.#pending?.size ?? 0;
  }

  append(record: OutgoingRecord, keyBytes: number, ticket: PublishTicket): void {
    this.#pending ??= new RecordGroup(this.#nextOffset, this.#guessBytes);
    this.#pending.append(record, keyBytes, this.#context.clock.now());
    this.#nextOffset = this.#pending.nextOffset;
    if (this.#lane.join(ticket)) this.#pending.tickets.push(ticket);
    this.#flushing ??= this.#flush();
  }

  /** Resolves when nothing is pending. */
  async drained(): Promise<void> {
    while (this.#flushing !== undefined) await this.#flushing;
  }

  /** Runs `change`, which is told the next offset, while no group is written. */
  async whileIdle(change: (nextOffset: number) => Promise<void>): Promise<void> {
    await this.drained();
    const flushing = change(this.#nextOffset).finally(() => {
      this.#flushing = this.#pending === undefined ? undefined : this.#flush();
    });
    this.#flushing = flushing.then(ignore, ignore);
    await flushing;
  }

  async #flush(): Promise<void> {
    // All that is published in this turn of the event loop goes along.
    await Promise.resolve();
    for (let group = this.#pending; group !== undefined; group = this.#pending) {
      this.#pending = undefined;
      await this.#write(group);
    }
    this.#flushing = undefined;
  }

  async #write(group: RecordGroup): Promise<void> {
    const { clock, metrics } = this.#context;
    const started = clock.monotonic();
    try {
      await this.#options.segmentWriter.write(group);
    } catch (cause) {
      this.#fail(group, asError(cause));
      return;
    }
    metrics.synced((clock.monotonic() - started) / 1_000);
    metrics.appended(this.#place.topic, group.count, group.bytes.length);
    this.#problem = undefined;
    this.#safeOffset = group.nextOffset;
    this.#guessBytes = Math.min(MAX_GUESS_BYTES, group.bytes.length);
    this.#options.durable(group);
    this.#lane.durable(group.tickets);
  }

  /** Rejects all that waits: what came after the failed group must not overtake it. */
  #fail(group: RecordGroup, cause: Error): void {
    const { topic, partition, folder } = this.#place;
    this.#problem = `${folder} cannot be written: ${cause.message}`;
    this.#context.logger.error({ err: cause, topic, partition }, 'the log could not be written');
    const waiting = [...group.tickets, ...(this.#pending?.tickets ?? [])];
    this.#pending = undefined;
    if (this.#options.segmentWriter.tainted) this.#safeOffset = this.#nextOffset;
    this.#nextOffset = this.#safeOffset;
    const first = waiting[0];
    if (first !== undefined) this.#lane.fail(first, new LogUnavailableError(this.#problem, { cause }));
  }
}

function ignore(): void {
  // The failure is for the caller of whileIdle; the writer goes on.
}
