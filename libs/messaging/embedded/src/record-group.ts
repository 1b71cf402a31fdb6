import type { OutgoingRecord } from '@fieldline/messaging';
import { FRAME_HEADER_BYTES, GROUP_START, writeFrame, type FrameFields } from './frame.js';
import type { PublishTicket } from './publish-order.js';
import type { SparseIndex } from './sparse-index.js';

const LEAST_BYTES = 4 * 1024;

/** Records of one partition that are written and synced together, as the bytes that go to disk. */
export class RecordGroup {
  readonly firstOffset: number;
  readonly tickets: PublishTicket[] = [];
  #buffer: Buffer;
  #length = 0;
  #nextOffset: number;
  readonly #starts: number[] = [];
  readonly #fields: FrameFields = { offset: 0, appendedAt: 0, flags: GROUP_START, key: '', keyBytes: 0, value: NONE };

  constructor(firstOffset: number, expectedBytes: number) {
    this.firstOffset = firstOffset;
    this.#nextOffset = firstOffset;
    this.#buffer = Buffer.allocUnsafeSlow(Math.max(LEAST_BYTES, expectedBytes));
  }

  get nextOffset(): number {
    return this.#nextOffset;
  }

  get count(): number {
    return this.#nextOffset - this.firstOffset;
  }

  /** Bytes so far. */
  get size(): number {
    return this.#length;
  }

  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  append(record: OutgoingRecord, keyBytes: number, appendedAt: number): void {
    this.#reserve(FRAME_HEADER_BYTES + keyBytes + record.value.length);
    const fields = this.#fields;
    fields.offset = this.#nextOffset;
    fields.appendedAt = appendedAt;
    fields.key = record.key;
    fields.keyBytes = keyBytes;
    fields.value = record.value;
    this.#starts.push(this.#length);
    this.#length = writeFrame(this.#buffer, this.#length, fields);
    this.#nextOffset += 1;
    fields.flags = 0;
    fields.value = NONE;
  }

  /** Tells an index where the frames stand, the group beginning at `position`. */
  noteIn(index: SparseIndex, position: number): void {
    let offset = this.firstOffset;
    for (const start of this.#starts) {
      index.note(offset, position + start);
      offset += 1;
    }
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(grown, 0, 0, this.#length);
    this.#buffer = grown;
  }
}

const NONE = new Uint8Array(0);
