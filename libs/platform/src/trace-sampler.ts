import type { Random } from './random.js';
import type { TraceSampler } from './tracing.js';

/**
 * Picks each candidate with the same probability, independently of the others, so that devices which send in a fixed
 * order are met alike. It draws the distance to the next one (geometric distribution) instead of a number for each: a
 * batch without any costs a subtraction.
 */
export class RandomTraceSampler implements TraceSampler {
  readonly #rate: number;
  readonly #random: Random;
  #distance: number;

  /** `rate` is the share that is picked, 0 to 1. */
  constructor(rate: number, random: Random) {
    this.#rate = rate;
    this.#random = random;
    this.#distance = this.#draw();
  }

  pick(count: number): number {
    const at = this.#distance;
    if (at >= count) {
      this.#distance -= count;
      return -1;
    }
    this.#distance = this.#draw();
    return at;
  }

  /** How many are passed over before the next one. */
  #draw(): number {
    if (this.#rate >= 1) return 0;
    if (this.#rate <= 0) return Infinity;
    return Math.floor(Math.log(1 - this.#random.fraction()) / Math.log(1 - this.#rate));
  }
}
