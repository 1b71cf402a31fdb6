import type { CellString } from './cell-string.js';

/** A cell so much above the lowest is bled, until it is nearer than `nearV`. */
const APART_V = 0.008;
const NEAR_V = 0.004;
/** Only while charging or resting: a load's voltage drop would look like a difference of charge. */
const RESTING_SHARE = 0.02;

/** Passive balancing at the top of charge: sets what each cell's resistor draws. */
export function balance(cells: CellString, { lowestV, fromV, ohm, currentA, nominalAh }: BalancingSettings): void {
  const allowed = currentA <= nominalAh * RESTING_SHARE;
  for (let place = 0; place < cells.count; place++) {
    const volts = cells.terminalV[place] as number;
    const least = (cells.bleedA[place] as number) > 0 ? NEAR_V : APART_V;
    cells.bleedA[place] = allowed && volts > fromV && volts - lowestV > least ? volts / ohm : 0;
  }
}

export interface BalancingSettings {
  /** Of all cells. */
  readonly lowestV: number;
  readonly fromV: number;
  readonly ohm: number;
  /** Of the string, positive when drawn. */
  readonly currentA: number;
  readonly nominalAh: number;
}
