import type { WalkPoint } from './frame-walk.js';

const SPACING_BYTES = 64 * 1024;

/** Where some frames of a segment begin, about one each 64 KiB; grows as the segment is written or read. */
export class SparseIndex {
  readonly #offsets: number[] = [];
  readonly #positions: number[] = [];

  /** Frames are shown in ascending order; most are not kept. */
  note(offset: number, position: number): void {
    const last = this.#positions.at(-1);
    if (last !== undefined && position < last + SPACING_BYTES) return;
    this.#offsets.push(offset);
    this.#positions.push(position);
  }

  /** Forgets what lies at or beyond a position. */
  cut(position: number): void {
    while ((this.#positions.at(-1) ?? -1) >= position) {
      this.#positions.pop();
      this.#offsets.pop();
    }
  }

  /** A frame at or before `offset`, the nearest known; undefined where none is. */
  locate(offset: number): WalkPoint | undefined {
    let low = 0;
    let high = this.#offsets.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#offsets[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const position = this.#positions[low - 1];
    const found = this.#offsets[low - 1];
    return position === undefined || found === undefined ? undefined : { position, offset: found };
  }
}
