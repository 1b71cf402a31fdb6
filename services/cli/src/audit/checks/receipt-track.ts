const REMEMBERED = 512;

/** What a receipt number coming by means. */
export type ReceiptStep =
  | { readonly kind: 'next' }
  /** Numbers between were never in the log. */
  | { readonly kind: 'gap'; readonly missing: number }
  /** The same record again, as a publisher may write it after a failure. */
  | { readonly kind: 'repeated' }
  /** The number was given to another record before. */
  | { readonly kind: 'reused' };

const NEXT = { kind: 'next' } as const;
const REPEATED = { kind: 'repeated' } as const;
const REUSED = { kind: 'reused' } as const;

/** Follows the receipts of one (run, device, topic) through the log: n = 1, 2, 3 … */
export class ReceiptTrack {
  readonly #checksums = new Uint32Array(REMEMBERED);
  #first = 0;
  #last = 0;
  /** The highest number below the applied offset. */
  lastApplied = 0;
  /** Different numbers below the applied offset. */
  applied = 0;

  /** The lowest number that the log still has. */
  get first(): number {
    return this.#first;
  }

  get last(): number {
    return this.#last;
  }

  /** `checksum` of the record's value. `expectFirst` is false where retention took the beginning. */
  step(
    n: number,
    checksum: number,
    options: { readonly expectFirst: boolean; readonly applied: boolean },
  ): ReceiptStep {
    if (n <= this.#last) {
      return this.#last - n < REMEMBERED && n >= this.#first && this.#checksums[n % REMEMBERED] === checksum >>> 0
        ? REPEATED
        : REUSED;
    }
    const expected = this.#last === 0 && !options.expectFirst ? n : this.#last + 1;
    if (this.#first === 0) this.#first = n;
    this.#last = n;
    this.#checksums[n % REMEMBERED] = checksum;
    if (options.applied) {
      this.lastApplied = n;
      this.applied++;
    }
    return n === expected ? NEXT : { kind: 'gap', missing: n - expected };
  }
}
