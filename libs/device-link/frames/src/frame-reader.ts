import { FrameError } from './frame-error.js';
import { isFirstByte } from './packet-type.js';

const EMPTY = Buffer.alloc(0);
const LONGEST_HEADER = 5;
/** A frame in parts starts with so much room and doubles it: a header alone never buys memory. */
const FIRST_ROOM = 4_096;

/**
 * Splits a byte stream into MQTT frames. `next()` moves to the next whole frame, which then lies in
 * `buffer[start, end)` with its variable header at `body`. A frame that lies whole in a chunk is not copied.
 * Throws {@link FrameError} as soon as a fixed header is read that cannot begin a frame or announces more than `maxBytes`.
 */
export class FrameReader {
  buffer: Buffer = EMPTY;
  start = 0;
  body = 0;
  end = 0;
  #chunk: Buffer = EMPTY;
  #at = 0;
  #partial: Buffer | undefined;
  #filled = 0;
  #partialSize = 0;
  #header = 0;

  constructor(
    /** Whole frame, fixed header included; may be changed between frames. */
    public maxBytes: number,
  ) {}

  /** Bytes that were taken in and not yet passed as part of a frame. */
  get unread(): number {
    return this.#chunk.length - this.#at + this.#filled;
  }

  push(chunk: Buffer): void {
    const rest = this.#chunk.length - this.#at;
    this.#chunk = rest === 0 ? chunk : Buffer.concat([this.#chunk.subarray(this.#at), chunk]);
    this.#at = 0;
  }

  /** Moves to the next whole frame; false when there is none yet. */
  next(): boolean {
    if (this.#partial !== undefined) return this.#completePartial(this.#partial);
    const chunk = this.#chunk;
    const from = this.#at;
    const size = this.#measure(chunk, from, chunk.length);
    if (size === 0 || from + size > chunk.length) {
      this.#keepRest(size);
      return false;
    }
    this.#at = from + size;
    this.#moveTo(chunk, from, size);
    return true;
  }

  #moveTo(buffer: Buffer, start: number, size: number): void {
    this.buffer = buffer;
    this.start = start;
    this.body = start + this.#header;
    this.end = start + size;
  }

  /** Size of the frame at `from`, or 0 while its fixed header is not complete. */
  #measure(buffer: Buffer, from: number, to: number): number {
    if (from >= to) return 0;
    if (!isFirstByte(buffer[from]!)) throw new FrameError('malformed', 'no MQTT frame begins with this byte');
    let length = 0;
    for (let i = 1; i < LONGEST_HEADER; i++) {
      if (from + i >= to) return 0;
      const byte = buffer[from + i]!;
      length += (byte & 0x7f) * 128 ** (i - 1);
      if (byte < 0x80) {
        const size = 1 + i + length;
        if (size > this.maxBytes)
          throw new FrameError('packet-size', `a packet of ${size} bytes; at most ${this.maxBytes}`);
        this.#header = 1 + i;
        return size;
      }
    }
    throw new FrameError('malformed', 'a remaining length of more than four bytes');
  }

  #keepRest(size: number): void {
    const rest = this.#chunk.length - this.#at;
    if (rest > 0) {
      this.#partial = Buffer.allocUnsafe(size === 0 ? LONGEST_HEADER : Math.min(size, Math.max(rest, FIRST_ROOM)));
      this.#chunk.copy(this.#partial, 0, this.#at);
      this.#filled = rest;
      this.#partialSize = size;
    }
    this.#chunk = this.buffer = EMPTY;
    this.#at = this.start = this.body = this.end = 0;
  }

  #completePartial(partial: Buffer): boolean {
    while (this.#partialSize === 0) {
      if (this.#at >= this.#chunk.length) return false;
      partial[this.#filled++] = this.#chunk[this.#at++]!;
      this.#partialSize = this.#measure(partial, 0, this.#filled);
    }
    const size = this.#partialSize;
    const taken = Math.min(size - this.#filled, this.#chunk.length - this.#at);
    const room = this.#grow(partial, this.#filled + taken, size);
    this.#chunk.copy(room, this.#filled, this.#at, this.#at + taken);
    this.#at += taken;
    this.#filled += taken;
    if (this.#filled < size) {
      this.#partial = room;
      return false;
    }
    this.#moveTo(room.length === size ? room : room.subarray(0, size), 0, size);
    this.#partial = undefined;
    this.#filled = this.#partialSize = 0;
    return true;
  }

  #grow(partial: Buffer, needed: number, size: number): Buffer {
    if (partial.length >= needed) return partial;
    const grown = Buffer.allocUnsafe(Math.min(size, Math.max(needed, FIRST_ROOM, partial.length * 2)));
    partial.copy(grown, 0, 0, this.#filled);
    return grown;
  }
}
