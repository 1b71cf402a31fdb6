import type { LogRecord } from '@fieldline/messaging';
import { frameOffset, frameSize, readRecord } from './frame.js';

/** What an entry costs beside its bytes, roughly. */
const ENTRY_BYTES = 512;

interface TailEntry {
  readonly firstOffset: number;
  readonly nextOffset: number;
  readonly bytes: Buffer;
}

/** Bounds of one batch. */
export interface BatchBounds {
  readonly maxRecords: number;
  readonly maxBytes: number;
}

/** The newest durable records of all partitions, within one bound of memory; the oldest go first. */
export class TailCache {
  readonly #maxBytes: number;
  #bytes = 0;
  readonly #order: PartitionTail[] = [];
  #head = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Memory held, in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  added(tail: PartitionTail, bytes: number): void {
    this.#order.push(tail);
    this.#bytes += bytes + ENTRY_BYTES;
    while (this.#bytes > this.#maxBytes) {
      const freed = this.#order[this.#head]?.dropOldest();
      if (freed === undefined) break;
      this.#head += 1;
      this.#bytes -= freed + ENTRY_BYTES;
    }
    if (this.#head > 1024 && this.#head * 2 > this.#order.length) {
      this.#order.splice(0, this.#head);
      this.#head = 0;
    }
  }
}

/** One partition's part of the cache: whole groups of frames, as they were written. */
export class PartitionTail {
  readonly #cache: TailCache;
  #entries: (TailEntry | undefined)[] = [];
  #head = 0;

  constructor(cache: TailCache) {
    this.#cache = cache;
  }

  add(firstOffset: number, nextOffset: number, bytes: Buffer): void {
    // A buffer that is mostly empty would keep more memory than is counted.
    const kept = bytes.buffer.byteLength > bytes.length * 2 ? copyOf(bytes) : bytes;
    this.#entries.push({ firstOffset, nextOffset, bytes: kept });
    this.#cache.added(this, kept.length);
  }

  dropOldest(): number | undefined {
    const oldest = this.#entries[this.#head];
    if (oldest === undefined) return undefined;
    this.#entries[this.#head] = undefined;
    this.#head += 1;
    if (this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
    return oldest.bytes.length;
  }

  /** Whether every record from `offset` on is in memory. */
  covers(offset: number): boolean {
    const oldest = this.#entries[this.#head];
    return oldest !== undefined && oldest.firstOffset <= offset;
  }

  /** Records from `offset` on, which must be covered. */
  read(offset: number, bounds: BatchBounds): readonly LogRecord[] {
    const records: LogRecord[] = [];
    let room = bounds.maxBytes;
    for (let at = this.#entryOf(offset); at < this.#entries.length; at += 1) {
      const entry = this.#entries[at];
      if (entry === undefined) break;
      for (let frame = 0; frame < entry.bytes.length; frame += frameSize(entry.bytes, frame)) {
        if (frameOffset(entry.bytes, frame) < offset) continue;
        room -= frameSize(entry.bytes, frame);
        if (records.length === bounds.maxRecords || (room < 0 && records.length > 0)) return records;
        records.push(readRecord(entry.bytes, frame));
      }
    }
    return records;
  }

  /** The first entry that reaches beyond an offset. */
  #entryOf(offset: number): number {
    let low = this.#head;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#entries[middle]?.nextOffset ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function copyOf(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}
