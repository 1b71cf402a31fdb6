const { floor, max } = Math;

const INTERVALS = 1000;
/** Beyond empty and full a cell's voltage leaves its range fast: the least slope there, V per unit of charge. */
const LEAST_SLOPE_BEYOND_V = 10;

/** Open-circuit voltage by state of charge: a table with straight lines between, and beyond 0 and 1. */
export class OpenCircuitVoltage {
  readonly #table = new Float64Array(INTERVALS + 2);
  readonly #slopeBelow: number;
  readonly #slopeAbove: number;

  constructor(volts: (charge: number) => number) {
    for (let at = 0; at <= INTERVALS; at++) this.#table[at] = volts(at / INTERVALS);
    const edge = (at: number): number => ((this.#table[at + 1] ?? 0) - (this.#table[at] ?? 0)) * INTERVALS;
    this.#slopeBelow = max(edge(0), LEAST_SLOPE_BEYOND_V);
    this.#slopeAbove = max(edge(INTERVALS - 1), LEAST_SLOPE_BEYOND_V);
  }

  /** V at `charge`, 0 empty to 1 full; a little less and more is possible, as with real cells. */
  at(charge: number): number {
    if (charge < 0) return (this.#table[0] as number) + charge * this.#slopeBelow;
    if (charge >= 1) return (this.#table[INTERVALS] as number) + (charge - 1) * this.#slopeAbove;
    const place = charge * INTERVALS;
    const below = floor(place);
    const here = this.#table[below] as number;
    return here + (place - below) * ((this.#table[below + 1] as number) - here);
  }
}
