import type { FetchedRecords, FetchRequest, OutgoingRecord } from '@fieldline/messaging';
import type { LogContext, PartitionPlace } from './log-context.js';
import { PartitionReader, type ReadCursor } from './partition-reader.js';
import { PartitionWriter } from './partition-writer.js';
import type { PublishTicket } from './publish-order.js';
import { Segment } from './segment.js';
import { SegmentList } from './segment-list.js';
import { isCompactingName, segmentBase } from './segment-name.js';
import { recoverLastSegment } from './segment-recovery.js';
import { SegmentWriter } from './segment-writer.js';
import { PartitionTail } from './tail-cache.js';
import { Waiters } from './waiters.js';

/** One partition: what is written to it, what is in it, who waits for more. */
export class PartitionLog {
  readonly place: PartitionPlace;
  readonly segments: SegmentList;
  readonly #context: LogContext;
  readonly #segmentWriter: SegmentWriter;
  readonly #writer: PartitionWriter;
  readonly #reader: PartitionReader;
  readonly #tail: PartitionTail;
  readonly #waiters = new Waiters();
  #endOffset: number;
  #lastAppendedAt: number;

  private constructor(context: LogContext, place: PartitionPlace, found: FoundPartition, rolled: () => void) {
    const { segments, nextOffset, burntOffset } = found;
    this.#context = context;
    this.place = place;
    this.segments = segments;
    this.#endOffset = nextOffset;
    this.#lastAppendedAt = found.lastAppendedAt ?? context.clock.now();
    this.#tail = new PartitionTail(context.tails);
    this.#reader = new PartitionReader(context, place, segments);
    this.#segmentWriter = new SegmentWriter(context, place, { segments, abandoned: burntOffset !== undefined, rolled });
    this.#writer = new PartitionWriter(context, place, {
      segmentWriter: this.#segmentWriter,
      nextOffset: burntOffset ?? nextOffset,
      durable: (group) => {
        this.#tail.add(group.firstOffset, group.nextOffset, group.bytes);
        this.#endOffset = group.nextOffset;
        this.#lastAppendedAt = context.clock.now();
        this.#waiters.wakeAll();
      },
    });
  }

  /** Reads the folder of a partition, making it where there is none. `rolled` is told when a segment was closed. */
  static async open(context: LogContext, place: PartitionPlace, rolled: () => void): Promise<PartitionLog> {
    const found = await findPartition(context, place);
    const log = new PartitionLog(context, place, found, rolled);
    if (found.burntOffset !== undefined) await log.#skipTo(found.burntOffset);
    return log;
  }

  /** The first offset that is still there. */
  get startOffset(): number {
    return this.segments.startOffset;
  }

  /** One past the last durable record. */
  get endOffset(): number {
    return this.#endOffset;
  }

  /** One past the last record taken, durable or not; falls back where it could not be written. */
  get nextOffset(): number {
    return Math.max(this.#endOffset, this.#writer.nextOffset);
  }

  /** When the last record was appended, ms since 1970; where that is not known, when the log was opened. */
  get lastAppendedAt(): number {
    return this.#lastAppendedAt;
  }

  get problem(): string | undefined {
    return this.#writer.problem;
  }

  get pendingBytes(): number {
    return this.#writer.pendingBytes;
  }

  /** Takes a record of a ticket into the next group. */
  append(record: OutgoingRecord, keyBytes: number, ticket: PublishTicket): void {
    this.#writer.append(record, keyBytes, ticket);
  }

  /** Waits until there are records from an offset on; comes back empty when a gap was passed or the signal is aborted. */
  async fetch({ from, maxRecords, signal }: FetchRequest, cursor: ReadCursor): Promise<FetchedRecords> {
    const bounds = { maxRecords, maxBytes: this.#context.limits.maxBatchBytes };
    while (!signal.aborted) {
      if (from >= this.#endOffset) {
        await this.#waiters.wait(signal);
        continue;
      }
      const fetched = this.#tail.covers(from)
        ? this.#fromTail(from, bounds)
        : await this.#reader.read({ from, end: this.#endOffset, bounds, cursor });
      if (fetched.records.length > 0 || fetched.nextOffset > from) return fetched;
    }
    return { records: [], nextOffset: from };
  }

  /** Closes the segment being written, unless it is empty, and begins another. */
  roll(): Promise<void> {
    return this.#writer.whileIdle((nextOffset) => this.#segmentWriter.roll(nextOffset));
  }

  /** Makes everything taken durable, then lets go of the file. */
  async close(): Promise<void> {
    await this.#writer.drained();
    await this.#segmentWriter.close();
  }

  /**
   * Offsets below `offset` may have been seen before a crash. A new segment makes that known to the next start too; where
   * it cannot be made now, the first write will make it, and until then nobody is shown the new end.
   */
  async #skipTo(offset: number): Promise<void> {
    const { topic, partition } = this.place;
    try {
      await this.#segmentWriter.begin(offset);
      this.#endOffset = offset;
    } catch (cause) {
      this.#context.logger.warn({ err: cause, topic, partition }, 'no new segment could be made after a torn one');
    }
  }

  #fromTail(from: number, bounds: { readonly maxRecords: number; readonly maxBytes: number }): FetchedRecords {
    const records = this.#tail.read(from, bounds);
    return { records, nextOffset: (records.at(-1)?.offset ?? this.#endOffset - 1) + 1 };
  }
}

interface FoundPartition {
  readonly segments: SegmentList;
  readonly nextOffset: number;
  /** No offset below it may be given to a new record. */
  readonly burntOffset: number | undefined;
  readonly lastAppendedAt: number | undefined;
}

async function findPartition(context: LogContext, place: PartitionPlace): Promise<FoundPartition> {
  const { disk } = context;
  const { folder } = place;
  const found: Segment[] = [];
  for (const { name, size } of await disk.list(folder)) {
    const base = segmentBase(name);
    if (base !== undefined) found.push(new Segment(disk, folder, base, size));
    else if (isCompactingName(name)) await disk.remove(`${folder}/${name}`);
  }
  found.sort((a, b) => a.base - b.base);
  const last = found.at(-1);
  const segments = new SegmentList(found);
  if (last === undefined) return { segments, nextOffset: 0, burntOffset: undefined, lastAppendedAt: undefined };
  return { segments, ...(await recoverLastSegment(context, place, last)) };
}
