import type { Random } from '@fieldline/platform';

const FIRST_DELAY_MS = 50;
const LONGEST_DELAY_MS = 5_000;

/** Waits between attempts: 50 ms doubling to 5 s, each drawn from its upper half so that members do not come back in step. */
export class BackOff {
  readonly #random: Random;
  #failures = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Attempts that failed since the last success. */
  get failures(): number {
    return this.#failures;
  }

  /** Counts a failure; returns how long to wait before the next attempt, in ms. */
  nextMs(): number {
    const whole = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.#failures);
    this.#failures += 1;
    return whole * (0.5 + this.#random.fraction() / 2);
  }

  reset(): void {
    this.#failures = 0;
  }
}
