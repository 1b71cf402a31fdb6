const EMPTY = Buffer.alloc(0);
/** Signature, flags, length of the extension (PostgreSQL manual, COPY, binary format). */
const HEADER_BYTES = 19;
const COUNT_BYTES = 2;
const LENGTH_BYTES = 4;
const TRAILER = -1;

/** One row of a COPY; holds good until the next one. */
export interface CopiedRow {
  readonly buffer: Buffer;
  /** Where each column begins in the buffer. */
  readonly starts: readonly number[];
  /** How long each column is, bytes; −1 for null. */
  readonly lengths: readonly number[];
}

/** Cuts COPY BINARY into rows, wherever its chunks are cut. */
export class CopyDecoder {
  readonly #onRow: (row: CopiedRow) => void;
  readonly #starts: number[] = [];
  readonly #lengths: number[] = [];
  #rest: Buffer = EMPTY;
  #begun = false;

  constructor(onRow: (row: CopiedRow) => void) {
    this.#onRow = onRow;
  }

  push(chunk: Buffer): void {
    const buffer = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    if (!this.#begun && buffer.length >= HEADER_BYTES) {
      this.#begun = true;
      at = HEADER_BYTES;
    }
    const row = { buffer, starts: this.#starts, lengths: this.#lengths };
    while (this.#begun) {
      const end = this.#measure(buffer, at);
      if (end < 0) break;
      this.#onRow(row);
      at = end;
    }
    this.#rest = at === buffer.length ? EMPTY : buffer.subarray(at);
  }

  /** Notes where the columns of the row at `at` lie; returns where it ends, −1 where it is not all there or is the trailer. */
  #measure(buffer: Buffer, at: number): number {
    if (buffer.length < at + COUNT_BYTES) return -1;
    const columns = buffer.readInt16BE(at);
    if (columns === TRAILER) return -1;
    let place = at + COUNT_BYTES;
    for (let column = 0; column < columns; column++) {
      if (buffer.length < place + LENGTH_BYTES) return -1;
      const length = buffer.readInt32BE(place);
      this.#starts[column] = place + LENGTH_BYTES;
      this.#lengths[column] = length;
      place += LENGTH_BYTES + Math.max(0, length);
    }
    return place <= buffer.length ? place : -1;
  }
}
