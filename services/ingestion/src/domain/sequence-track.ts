/** A run of numbers that never came, both ends inclusive. */
type Gap = readonly [from: number, to: number];

/** Gaps that are remembered; the lowest is forgotten first, and what is missing in it stays missing. */
export const MOST_GAPS = 64;
/**
 * A number further than this from what was counted so far is no gap but another count: more than a device that sends 100
 * a second misses in a day.
 */
export const FURTHEST_JUMP = 10_000_000;

/** Which numbers of one boot of a device came. */
export class SequenceTrack {
  #first: number;
  #last: number;
  #gaps: readonly Gap[];

  private constructor(first: number, last: number, gaps: readonly Gap[]) {
    this.#first = first;
    this.#last = last;
    this.#gaps = gaps;
  }

  static from(seq: number): SequenceTrack {
    return new SequenceTrack(seq, seq, []);
  }

  static fromFields([first, last, ...ends]: readonly number[]): SequenceTrack {
    const gaps = Array.from({ length: ends.length / 2 }, (_, at): Gap => [ends[2 * at], ends[2 * at + 1]] as never);
    return new SequenceTrack(first as number, last as number, gaps);
  }

  /** First, last, then both ends of each gap. */
  toFields(): readonly number[] {
    return [this.#first, this.#last, ...this.#gaps.flat()];
  }

  copy(): SequenceTrack {
    return new SequenceTrack(this.#first, this.#last, this.#gaps);
  }

  /** Takes a number and says by how many those missing between first and last became more (or, negative, fewer). */
  take(seq: number): number {
    if (seq === this.#last + 1) {
      this.#last = seq;
      return 0;
    }
    if (seq > this.#last + FURTHEST_JUMP || seq < this.#first - FURTHEST_JUMP) return this.#beginAnew(seq);
    if (seq > this.#last) return this.#opened([...this.#gaps, [this.#last + 1, seq - 1]], seq);
    if (seq < this.#first) return this.#opened([[seq + 1, this.#first - 1], ...this.#gaps], seq);
    return this.#fill(seq);
  }

  /** What is missing so far stays missing. */
  #beginAnew(seq: number): number {
    this.#first = seq;
    this.#last = seq;
    this.#gaps = [];
    return 0;
  }

  #opened(gaps: readonly Gap[], seq: number): number {
    const missing = seq > this.#last ? seq - this.#last - 1 : this.#first - seq - 1;
    this.#first = Math.min(seq, this.#first);
    this.#last = Math.max(seq, this.#last);
    if (missing > 0) this.#gaps = gaps.slice(-MOST_GAPS);
    return missing;
  }

  #fill(seq: number): number {
    const at = this.#gaps.findIndex(([from, to]) => seq >= from && seq <= to);
    const gap = this.#gaps[at];
    if (gap === undefined) return 0;
    const rest: readonly Gap[] = [
      [gap[0], seq - 1],
      [seq + 1, gap[1]],
    ];
    const left = rest.filter(([from, to]) => from <= to);
    this.#gaps = [...this.#gaps.slice(0, at), ...left, ...this.#gaps.slice(at + 1)].slice(-MOST_GAPS);
    return -1;
  }
}
