import type { SeededRandom } from '@fieldline/domain-pack';
import { clamp } from './sky.js';

/** How well a kind of gas sensor does; ppb, or part of the answer. */
export interface GasCellType {
  readonly noise: number;
  /** Scatter of its zero, and how far the zero may move in a year. */
  readonly zero: number;
  readonly zeroPerYear: number;
  /** Part of its answer that it may lose in a year, at most. */
  readonly lossPerYear: number;
  /** ppb of zero for each K away from 20 °C, at most. */
  readonly zeroPerKelvin: number;
  /** Smallest difference that it tells, and its span, ppb. */
  readonly resolution: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Electrochemical cells of the kind used in low-cost stations: noise of a few ppb, a zero that wanders with temperature, and
 * up to a fifth of the answer lost in the first year (sizes as reported by Mead et al. 2013, Atmos. Environ. 70, 186).
 */
export const ELECTROCHEMICAL = {
  co: cell({ noise: 6, zero: 15, zeroPerYear: 25, zeroPerKelvin: 1.5, resolution: 1, from: -5000, to: 500_000 }),
  no2: cell({ noise: 1.5, zero: 2, zeroPerYear: 4, zeroPerKelvin: 0.15, resolution: 0.1, from: -50, to: 20_000 }),
  o3: cell({ noise: 1.5, zero: 2, zeroPerYear: 4, zeroPerKelvin: 0.15, resolution: 0.1, from: -50, to: 20_000 }),
  so2: cell({ noise: 1.5, zero: 1.5, zeroPerYear: 3, zeroPerKelvin: 0.1, resolution: 0.1, from: -50, to: 20_000 }),
} as const;

/** Analysers of a reference station, calibrated every day. */
export const REFERENCE = {
  co: analyser(20, 1),
  nox: analyser(0.4, 0.1),
  no2: analyser(0.4, 0.1),
  o3: analyser(0.5, 0.1),
  so2: analyser(0.4, 0.1),
} as const;

function cell(type: Omit<GasCellType, 'lossPerYear'>): GasCellType {
  return { ...type, lossPerYear: 0.2 };
}

function analyser(noise: number, resolution: number): GasCellType {
  const steady = { zero: 0, zeroPerYear: 0, lossPerYear: 0, zeroPerKelvin: 0 };
  return { noise, ...steady, resolution, from: -50, to: 20_000 };
}

/** One sensor for one gas, with its own faults, which grow with its age. */
export class GasCell {
  readonly #type: GasCellType;
  readonly #random: SeededRandom;
  readonly #zero: number;
  readonly #zeroPerYear: number;
  readonly #lossPerYear: number;
  readonly #zeroPerKelvin: number;

  constructor(type: GasCellType, random: SeededRandom) {
    this.#type = type;
    this.#random = random;
    const sign = () => (random.fraction() < 0.5 ? -1 : 1);
    this.#zero = random.normal(0, type.zero);
    this.#zeroPerYear = sign() * type.zeroPerYear * random.between(0.4, 1);
    this.#lossPerYear = type.lossPerYear * random.between(0.4, 1);
    this.#zeroPerKelvin = sign() * type.zeroPerKelvin * random.fraction();
  }

  /** What it would tell without noise, ppb. */
  answer(ppb: number, temperature: number, years: number): number {
    const sensitivity = Math.max(0.3, 1 - this.#lossPerYear * years);
    return ppb * sensitivity + this.#zero + this.#zeroPerYear * years + this.#zeroPerKelvin * (temperature - 20);
  }

  /** What it tells, ppb, in whole steps of its resolution. */
  read(ppb: number, temperature: number, years: number): number {
    const { noise, resolution, from, to } = this.#type;
    const shown = clamp(this.answer(ppb, temperature, years) + this.#random.normal(0, noise), from, to);
    return inSteps(shown, resolution);
  }
}

/** The nearest multiple of `step`; dividing by a whole number keeps decimal steps exact. */
export function inSteps(value: number, step: number): number {
  const perUnit = Math.round(1 / step);
  // `+ 0` makes −0 a plain 0
  return step < 1 ? Math.round(value * perUnit) / perUnit + 0 : Math.round(value / step) * step + 0;
}
