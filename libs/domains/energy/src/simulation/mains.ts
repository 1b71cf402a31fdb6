import { wander } from '@fieldline/domain-pack';

/** Declared voltage of low-voltage supply, V (IEC 60038). */
const DECLARED = 230;
const HOUR_MS = 3_600_000;

/**
 * The supply of a school: its voltage follows the transformer's tap and the neighbours' load over hours, single loads over
 * minutes. EN 50160 allows 10 % either way for 95 % of a week; a good supply uses a third of it.
 */
export class Mains {
  readonly #seed: number;
  readonly #name: string;
  #at = NaN;
  #voltage = DECLARED;

  constructor(seed: number, school: number) {
    this.#seed = seed;
    this.#name = `mains/${school}`;
  }

  /** V, in full tenths: a function of seed and time alone. */
  voltage(at: number): number {
    if (at !== this.#at) {
      this.#at = at;
      const slow = wander(this.#seed, this.#name, { at, periodMs: 2 * HOUR_MS });
      const fast = wander(this.#seed, `${this.#name}/fast`, { at, periodMs: HOUR_MS / 30 });
      this.#voltage = Math.round((DECLARED * (1 + 0.025 * slow) + 1.5 * fast) * 10) / 10;
    }
    return this.#voltage;
  }
}
