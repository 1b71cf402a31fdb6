/** How a tracer leaves a column, 1/s each. */
export interface LossRates {
  /** Carried away by the wind. */
  readonly wind: number;
  /** Left behind above, where the mixed layer becomes shallower. */
  readonly aloft: number;
  /** Rained out or deposited. */
  readonly removal: number;
}

/**
 * A tracer in the air over a square metre: a box model with dM/dt = emission − (sum of rates) M, solved exactly over each
 * step in which emission and rates stand still. All masses in µg/m², above what the air brought in.
 */
export class TracerColumn {
  stored = 0;
  emitted = 0;
  readonly lost = { wind: 0, aloft: 0, removal: 0 };

  /** Begins in balance, as if emission and rates had always been so. */
  settle(emission: number, rates: LossRates): void {
    this.stored = this.emitted = emission / total(rates);
  }

  step(emission: number, rates: LossRates, seconds: number): void {
    const rate = total(rates);
    const remaining = Math.exp(-rate * seconds);
    const meanTime = (1 - remaining) / rate;
    // ∫ M dt over the step
    const exposure = this.stored * meanTime + (emission * (seconds - meanTime)) / rate;
    this.stored = this.stored * remaining + emission * meanTime;
    this.emitted += emission * seconds;
    this.lost.wind += rates.wind * exposure;
    this.lost.aloft += rates.aloft * exposure;
    this.lost.removal += rates.removal * exposure;
  }
}

/** Positive: there is always some wind. */
function total({ wind, aloft, removal }: LossRates): number {
  return wind + aloft + removal;
}
