import type { SeededRandom } from '@fieldline/domain-pack';
import { clamp } from './sky.js';

/** Hygroscopicity of city aerosol, and its density in g/cm³ (Petters and Kreidenweis 2007; Crilley et al. 2018). */
const KAPPA = 0.3;
const DENSITY = 1.65;
/** Above this activity a droplet is a fog droplet, which the counter's warm inlet keeps out. */
const WETTEST = 0.95;
/** µg/m³ where such sensors saturate. */
const SPAN = 1000;

export interface Particles {
  readonly pm25: number;
  readonly pm10: number;
}

/** By how much humidity swells the mass that light sees: 1 + (κ/ρ) / (1/a − 1) (κ-Köhler; Crilley et al. 2018, eq. 3). */
export function humidGrowth(humidity: number): number {
  const activity = clamp(humidity / 100, 0, WETTEST);
  return activity === 0 ? 1 : 1 + KAPPA / DENSITY / (1 / activity - 1);
}

/** A low-cost particle sensor: it sees scattered light, swells with humidity, misses coarse dust, and tires. */
export class LightScatteringSensor {
  readonly #random: SeededRandom;
  readonly #gain: number;
  /** Part of its answer lost a year: laser and fan age, dust settles. */
  readonly #lossPerYear: number;
  readonly #coarseSeen: number;

  constructor(random: SeededRandom) {
    this.#random = random;
    this.#gain = clamp(random.normal(1.05, 0.1), 0.75, 1.35);
    this.#lossPerYear = random.between(0.03, 0.1);
    this.#coarseSeen = random.between(0.35, 0.65);
  }

  /** Answer to 1 µg/m³ of dry fine particles, at an age in years. */
  gain(years: number): number {
    return this.#gain * Math.max(0.3, 1 - this.#lossPerYear * years);
  }

  read(air: { pm25: number; coarse: number }, humidity: number, years: number): Particles {
    const gain = this.gain(years) * this.#random.normal(1, 0.03);
    const fine = air.pm25 * gain * humidGrowth(humidity) + this.#random.normal(0, 0.3);
    return particles(clamp(fine, 0, SPAN), clamp(air.coarse * this.#coarseSeen * gain, 0, SPAN));
  }
}

/** A reference monitor: dries its sample and weighs it. */
export class BetaAttenuationMonitor {
  readonly #random: SeededRandom;

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  read(air: { pm25: number; coarse: number }): Particles {
    const fine = Math.max(0, air.pm25 + this.#random.normal(0, 0.8));
    return particles(Math.min(5000, fine), Math.min(4000, air.coarse));
  }
}

/** Tenths of a µg/m³; what is coarse is never negative, so PM2.5 is a part of PM10 to the last digit. */
function particles(fine: number, coarse: number): Particles {
  const tenths = Math.round(fine * 10);
  return { pm25: tenths / 10, pm10: (tenths + Math.round(coarse * 10)) / 10 };
}
