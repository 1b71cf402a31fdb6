/** The last 20 km count, the nearer the more, m. */
const MEMORY = 20_000;
/** Harsh manoeuvres in 10 km with which nothing is left of the second part. */
const MOST_HARSH = 5;
/** Points for consumption and for smoothness; together 100. */
const [CONSUMPTION, SMOOTHNESS] = [60, 40];

/**
 * How sparingly a vehicle is driven, 0 to 100: up to 60 points for consumption (all at or below the approved value, none at
 * twice of it) and up to 40 for smoothness (none at five harsh manoeuvres in 10 km). Fieldline's own definition.
 */
export class EnvironmentalScore {
  readonly #approved: number;
  #metres = MEMORY;
  #energy: number;
  #harsh = 0;

  /** Approved consumption in J/m; begins as if it had been driven with a tenth more. */
  constructor(approved: number) {
    this.#approved = approved;
    this.#energy = 1.1 * approved * MEMORY;
  }

  drive(metres: number, energy: number, harsh: boolean): void {
    const kept = Math.exp(-metres / MEMORY);
    this.#metres = this.#metres * kept + metres;
    this.#energy = this.#energy * kept + energy;
    this.#harsh = this.#harsh * kept + (harsh ? 1 : 0);
  }

  get value(): number {
    const excess = this.#energy / this.#metres / this.#approved - 1;
    const harshIn10km = (this.#harsh / this.#metres) * 10_000;
    return CONSUMPTION * (1 - unit(excess)) + SMOOTHNESS * (1 - unit(harshIn10km / MOST_HARSH));
  }
}

const unit = (value: number): number => Math.min(1, Math.max(0, value));
