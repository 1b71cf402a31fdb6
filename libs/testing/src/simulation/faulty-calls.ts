import { RetriableError } from '@fieldline/platform';
import type { SeededRandom } from './seeded-random.js';
import type { SimulatedTime } from './simulated-time.js';

export interface CallFaults {
  /** The other side is away: calls fail. */
  away: boolean;
  /** The other side is slow: calls take up to so long, ms. */
  slowMs: number;
}

export interface FaultyCallsParts {
  readonly time: SimulatedTime;
  readonly random: SeededRandom;
  readonly faults: CallFaults;
}

/**
 * Calls to a store as a network makes them: they take time, and a failure may come before the effect or after it. The
 * effect of a call outlives the process that made it.
 */
export class FaultyCalls {
  readonly #parts: FaultyCallsParts;

  constructor(parts: FaultyCallsParts) {
    this.#parts = parts;
  }

  async call<T>(effect: () => Promise<T>): Promise<T> {
    const { time, random, faults } = this.#parts;
    await time.wait(random.between(0, 3 + faults.slowMs));
    if (faults.away) throw new RetriableError('the store is away');
    if (random.chance(0.02)) throw new RetriableError('the call was lost on its way');
    const result = await effect();
    await time.wait(random.between(0, 3 + faults.slowMs));
    if (random.chance(0.02)) throw new RetriableError('the answer was lost on its way');
    return result;
  }
}
