/** A run of receipt numbers that never arrived, both ends inclusive: a loss until they arrive after all. */
export interface ReceiptGap {
  readonly from: number;
  readonly to: number;
}

/**
 * Which receipt numbers of one (run, device, topic) were applied. A number seen again is the log's repetition and has no
 * effect; a number that is skipped opens a gap, which closes when it arrives after all.
 */
export class ReceiptTrack {
  #lastN: number;
  #applied: number;
  #gaps: readonly ReceiptGap[];

  constructor(from: { readonly lastN: number; readonly applied: number; readonly gaps: readonly ReceiptGap[] }) {
    this.#lastN = from.lastN;
    this.#applied = from.applied;
    this.#gaps = from.gaps;
  }

  get lastN(): number {
    return this.#lastN;
  }
  get applied(): number {
    return this.#applied;
  }
  get gaps(): readonly ReceiptGap[] {
    return this.#gaps;
  }

  copy(): ReceiptTrack {
    return new ReceiptTrack(this);
  }

  /** Whether the number is new. */
  apply(n: number): boolean {
    if (n > this.#lastN) {
      if (n > this.#lastN + 1) this.#gaps = [...this.#gaps, { from: this.#lastN + 1, to: n - 1 }];
      this.#lastN = n;
    } else if (!this.#fill(n)) {
      return false;
    }
    this.#applied += 1;
    return true;
  }

  #fill(n: number): boolean {
    const gap = this.#gaps.find(({ from, to }) => n >= from && n <= to);
    if (gap === undefined) return false;
    const rest = [
      { from: gap.from, to: n - 1 },
      { from: n + 1, to: gap.to },
    ].filter(({ from, to }) => from <= to);
    this.#gaps = this.#gaps.flatMap((other) => (other === gap ? rest : [other]));
    return true;
  }
}
