import type { SeededRandom } from '@fieldline/domain-pack';
import { clamp } from './sky.js';

/** How a heated layer answers: its resistance follows a power of the gas (Yamazoe and Shimanoe 2008, Sens. Actuators B 128, 566). */
export interface MetalOxideType {
  /** Counts in clean air of 20 °C with 8 g/m³ of water. */
  readonly base: number;
  /** Amount of gas at which the answer has grown by 2 to the power of `exponent`. */
  readonly scale: number;
  /** Negative where counts fall as the gas rises. */
  readonly exponent: number;
}

/** Channels named after the gas in which they are meant to be read; co, nox, no2, o3 in ppb, nmhc in µg/m³. */
export const METAL_OXIDE = {
  moxCo: { base: 750, scale: 300, exponent: 0.35 },
  moxNmhc: { base: 500, scale: 40, exponent: 0.4 },
  moxNox: { base: 1500, scale: 30, exponent: -0.4 },
  moxNo2: { base: 1000, scale: 20, exponent: 0.3 },
  moxO3: { base: 600, scale: 20, exponent: 0.4 },
} as const satisfies Readonly<Record<string, MetalOxideType>>;

/** Converters end here. */
const FULL_SCALE = 65_535;

export class MetalOxideSensor {
  readonly #type: MetalOxideType;
  readonly #random: SeededRandom;
  readonly #base: number;
  readonly #lossPerYear: number;

  constructor(type: MetalOxideType, random: SeededRandom) {
    this.#type = type;
    this.#random = random;
    this.#base = type.base * clamp(random.normal(1, 0.12), 0.6, 1.4);
    this.#lossPerYear = random.between(0.02, 0.12);
  }

  /** Whole counts; `water` in g/m³, for water covers the layer as gases do. */
  read(gas: number, { temperature, water }: { temperature: number; water: number }, years: number): number {
    const answer = (1 + Math.max(0, gas) / this.#type.scale) ** this.#type.exponent;
    const weather = Math.max(0.3, 1 + 0.012 * (water - 8) - 0.003 * (temperature - 20));
    const counts = this.#base * answer * weather * Math.max(0.3, 1 - this.#lossPerYear * years);
    return clamp(Math.round(counts * this.#random.normal(1, 0.006)), 0, FULL_SCALE);
  }
}
