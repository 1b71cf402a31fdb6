import type { SeededRandom } from '@fieldline/domain-pack';
import { chemistries, type Chemistry } from './chemistry.js';

/** One cell as an equivalent circuit: a source, a resistor and two pairs of resistor and capacitor; all at 25 °C. */
export interface CellParameters {
  readonly capacityAh: number;
  readonly ohmicOhm: number;
  readonly fastOhm: number;
  readonly fastFarad: number;
  readonly slowOhm: number;
  readonly slowFarad: number;
  /** Self-discharge. */
  readonly leakA: number;
  readonly heatCapacityJPerK: number;
  /** To the surroundings. */
  readonly coolingWPerK: number;
  /** At the start, 0 empty to 1 full. */
  readonly charge: number;
}

export interface CellStringDesign {
  readonly chemistry: Chemistry;
  readonly nominalAh: number;
  readonly seriesCells: number;
  /** What is left of the nominal capacity, 1 when new. */
  readonly health: number;
  /** State of charge at the start, 0 to 1. */
  readonly charge: number;
  /** One cell in this place holds less than its neighbours by the share given. */
  readonly weakCell?: { readonly place: number; readonly lacking: number };
}

/**
 * Resistances and capacitances at half charge of a 0.85 A·h cell (Chen and Rincón-Mora 2006, IEEE Trans. Energy Conversion
 * 21 (2) 504), time constants 33 s and 223 s. Taken for every chemistry and size, with the resistance going by 1 / capacity:
 * an approximation, right to within a factor of two for cells made for energy.
 */
const REFERENCE = { ah: 0.85, ohmic: 0.07446, fast: 0.04669, fastFarad: 703.6, slow: 0.04984, slowFarad: 4475 };

/** Whole cells, 165 W·h/kg and 1,000 J/(kg K): between prismatic LFP and 18650 NCA. */
const JOULE_PER_KELVIN_PER_WATT_HOUR = 1000 / 165;
/** Time in which a cell at the end, or in the middle, of the row comes near its surroundings. */
const COOLING_S = { end: 3600, middle: 7200 };
/** 2.5 % a month. */
const LEAK_SHARE_PER_HOUR = 0.025 / 730;
/** A cell at 80 % of its capacity has about twice its first resistance (USABC's other end of life). */
export const RESISTANCE_PER_LOST_CAPACITY = 5;

/** Draws the cells of a string: they differ as those of one delivery do. */
export function drawCells(design: CellStringDesign, random: SeededRandom): readonly CellParameters[] {
  return Array.from({ length: design.seriesCells }, (_, place) => drawCell(design, place, random));
}

function drawCell(design: CellStringDesign, place: number, random: SeededRandom): CellParameters {
  const { nominalAh, health, seriesCells, weakCell } = design;
  const lacking = weakCell?.place === place ? weakCell.lacking : 0;
  const scale = REFERENCE.ah / nominalAh;
  const aged = 1 + RESISTANCE_PER_LOST_CAPACITY * Math.max(0, 1 - health + lacking);
  const middle = Math.sin((Math.PI * (place + 0.5)) / seriesCells);
  const coolingS = COOLING_S.end + (COOLING_S.middle - COOLING_S.end) * middle;
  const heatCapacity = nominalAh * chemistries[design.chemistry].nominalV * JOULE_PER_KELVIN_PER_WATT_HOUR;
  return {
    capacityAh: nominalAh * health * (1 - lacking) * random.normal(1, 0.006),
    ohmicOhm: REFERENCE.ohmic * scale * aged * random.normal(1, 0.03),
    fastOhm: REFERENCE.fast * scale * aged * random.normal(1, 0.03),
    fastFarad: REFERENCE.fastFarad / scale,
    slowOhm: REFERENCE.slow * scale * aged * random.normal(1, 0.03),
    slowFarad: REFERENCE.slowFarad / scale,
    leakA: nominalAh * LEAK_SHARE_PER_HOUR * random.between(0.6, 1.4),
    heatCapacityJPerK: heatCapacity,
    coolingWPerK: (heatCapacity / coolingS) * random.normal(1, 0.03),
    charge: design.charge + random.normal(0, 0.003),
  };
}
