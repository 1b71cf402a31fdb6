import type { CellParameters } from './cell-parameters.js';
import type { OpenCircuitVoltage } from './open-circuit-voltage.js';

const { exp } = Math;

const SECONDS_PER_HOUR = 3600;
const KELVIN_AT_0_C = 273.15;
const KELVIN_AT_25_C = 298.15;
/**
 * Resistance goes by exp(this × (1 / T − 1 / 298.15 K)): 20 kJ/mol over the gas constant. Twice as much at 0 °C as at 25 °C,
 * as data sheets show for all four chemistries; an approximation.
 */
const RESISTANCE_KELVIN = 20_000 / 8.314;

/** What a step does to the string. */
export interface StringStep {
  /** A, positive when drawn; constant over the step. */
  readonly currentA: number;
  readonly seconds: number;
  readonly ambientC: number;
}

/**
 * Cells in series. A step is exact for its constant current, but for the temperature, which is Euler's (a thousandth of its
 * time constant), and the resistances, which are those of the step's beginning. Reversible heat is left out.
 */
export class CellString {
  /** 0 empty to 1 full; a little beyond is possible. */
  readonly charge: Float64Array;
  /** V across the fast and the slow pair. */
  readonly fastV: Float64Array;
  readonly slowV: Float64Array;
  readonly temperatureC: Float64Array;
  /** V at the terminals, with the last step's current. */
  readonly terminalV: Float64Array;
  /** A drawn from each cell by its balancing resistor; set by whoever balances. */
  readonly bleedA: Float64Array;
  /** What the string is made of; ageing changes capacity and ohmic resistance. */
  readonly capacityAh: Float64Array;
  readonly ohmicOhm: Float64Array;
  readonly #openCircuit: OpenCircuitVoltage;
  /** V and factor at the present charge and temperature: what a step ends with, the next begins with. */
  readonly #openV: Float64Array;
  readonly #factor: Float64Array;
  readonly #cells: readonly CellParameters[];

  constructor(cells: readonly CellParameters[], openCircuit: OpenCircuitVoltage, ambientC: number) {
    const of = (value: (cell: CellParameters) => number): Float64Array => Float64Array.from(cells, value);
    this.#cells = cells;
    this.#openCircuit = openCircuit;
    this.charge = of(({ charge }) => charge);
    this.capacityAh = of(({ capacityAh }) => capacityAh);
    this.ohmicOhm = of(({ ohmicOhm }) => ohmicOhm);
    this.temperatureC = of(() => ambientC);
    this.fastV = of(() => 0);
    this.slowV = of(() => 0);
    this.bleedA = of(() => 0);
    this.#openV = of(({ charge }) => openCircuit.at(charge));
    this.#factor = of(() => resistanceFactor(ambientC));
    this.terminalV = Float64Array.from(this.#openV);
  }

  get count(): number {
    return this.#cells.length;
  }

  /** V of the whole string without the drop at the ohmic resistances, and those resistances, Ω. */
  source(): { readonly emfV: number; readonly ohm: number } {
    let emfV = 0;
    let ohm = 0;
    for (let place = 0; place < this.count; place++) {
      emfV += (this.#openV[place] as number) - (this.fastV[place] as number) - (this.slowV[place] as number);
      ohm += (this.ohmicOhm[place] as number) * (this.#factor[place] as number);
    }
    return { emfV, ohm };
  }

  step(step: StringStep): void {
    for (let place = 0; place < this.count; place++) this.#stepCell(place, this.#cells[place] as CellParameters, step);
  }

  /** Takes the share given from every cell's capacity, and adds to its resistance. */
  age(lostCapacity: number, addedResistance: number): void {
    for (let place = 0; place < this.count; place++) {
      this.capacityAh[place] = (this.capacityAh[place] as number) * (1 - lostCapacity);
      this.ohmicOhm[place] = (this.ohmicOhm[place] as number) * (1 + addedResistance);
    }
  }

  #stepCell(place: number, cell: CellParameters, { currentA, seconds, ambientC }: StringStep): void {
    const factor = this.#factor[place] as number;
    const drawnA = currentA + (this.bleedA[place] as number);
    const ohmic = (this.ohmicOhm[place] as number) * factor;
    const fastOhm = cell.fastOhm * factor;
    const slowOhm = cell.slowOhm * factor;
    const fastBefore = this.fastV[place] as number;
    const slowBefore = this.slowV[place] as number;
    const fastV = relax(fastBefore, drawnA * fastOhm, exp(-seconds / (fastOhm * cell.fastFarad)));
    const slowV = relax(slowBefore, drawnA * slowOhm, exp(-seconds / (slowOhm * cell.slowFarad)));

    // What went in and was not stored in the capacitor became heat in the resistor beside it.
    const heatJ =
      drawnA * drawnA * ohmic * seconds +
      pairHeat(drawnA, { fromV: fastBefore, toV: fastV, ohm: fastOhm, farad: cell.fastFarad }, seconds) +
      pairHeat(drawnA, { fromV: slowBefore, toV: slowV, ohm: slowOhm, farad: cell.slowFarad }, seconds) +
      cell.leakA * (this.terminalV[place] as number) * seconds;
    const temperature = this.temperatureC[place] as number;
    const cooledJ = cell.coolingWPerK * (temperature - ambientC) * seconds;

    const charge =
      (this.charge[place] as number) -
      ((drawnA + cell.leakA) * seconds) / (SECONDS_PER_HOUR * (this.capacityAh[place] as number));
    this.charge[place] = charge;
    this.fastV[place] = fastV;
    this.slowV[place] = slowV;
    this.temperatureC[place] = temperature + (heatJ - cooledJ) / cell.heatCapacityJPerK;
    this.#factor[place] = resistanceFactor(this.temperatureC[place]);
    const openV = this.#openCircuit.at(charge);
    this.#openV[place] = openV;
    this.terminalV[place] = openV - drawnA * ohmic - fastV - slowV;
  }
}

/** How many times its resistance at 25 °C a cell has. */
export function resistanceFactor(temperatureC: number): number {
  return exp(RESISTANCE_KELVIN * (1 / (temperatureC + KELVIN_AT_0_C) - 1 / KELVIN_AT_25_C));
}

function relax(fromV: number, towardsV: number, left: number): number {
  return towardsV + (fromV - towardsV) * left;
}

interface Pair {
  readonly fromV: number;
  readonly toV: number;
  readonly ohm: number;
  readonly farad: number;
}

/** J: what the current brought to the pair, less what its capacitor holds more than before. */
function pairHeat(currentA: number, { fromV, toV, ohm, farad }: Pair, seconds: number): number {
  // Charge through the resistor is what came less what stayed; mean voltage × time is that charge × resistance.
  const voltSeconds = (currentA * seconds - farad * (toV - fromV)) * ohm;
  return currentA * voltSeconds - (farad * (toV * toV - fromV * fromV)) / 2;
}
