import { ReadGate } from './read-gate.js';
import type { Segment } from './segment.js';

/** The segments of a partition in order; the last is written, the others are closed. */
export class SegmentList {
  /** Files are read under its shared side and replaced or removed under its exclusive one. */
  readonly gate = new ReadGate();
  #segments: readonly Segment[];

  constructor(segments: readonly Segment[]) {
    this.#segments = segments;
  }

  get all(): readonly Segment[] {
    return this.#segments;
  }

  get closed(): readonly Segment[] {
    return this.#segments.slice(0, -1);
  }

  get startOffset(): number {
    return this.#segments[0]?.base ?? 0;
  }

  get bytes(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.length, 0);
  }

  add(segment: Segment): void {
    this.#segments = [...this.#segments.filter((each) => each.base !== segment.base), segment];
  }

  /** Puts one segment, or none, in the place of consecutive ones. */
  replace(old: readonly Segment[], by: Segment | undefined): void {
    const gone = new Set(old);
    this.#segments = this.#segments.flatMap((segment) => {
      if (segment === old[0]) return by === undefined ? [] : [by];
      return gone.has(segment) ? [] : [segment];
    });
  }

  has(segment: Segment): boolean {
    return this.#segments.includes(segment);
  }

  /** The segment in which an offset is, or would be; the first for offsets before the log. */
  holding(offset: number): Segment | undefined {
    const { length } = this.#segments;
    for (let at = length - 1; at > 0; at -= 1) {
      const segment = this.#segments[at];
      if (segment !== undefined && segment.base <= offset) return segment;
    }
    return this.#segments[0];
  }

  after(segment: Segment): Segment | undefined {
    return this.#segments[this.#segments.indexOf(segment) + 1];
  }
}
