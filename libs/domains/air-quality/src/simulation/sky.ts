import { globalIrradiance, sineOfSunHeight, wander } from '@fieldline/domain-pack';
import type { City } from './city.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What comes from afar and is the same over the whole city. */
export interface Sky {
  /** −1 settled under a high, 1 a front passing. */
  readonly front: number;
  /** Part of the sky covered, 0 to 1. */
  readonly cloud: number;
  /** mm/h. */
  readonly rainRate: number;
  /** Sine of the sun's height; negative at night. */
  readonly sun: number;
  /** On level ground, W/m². */
  readonly radiation: number;
}

/** The sky over a city in the world `seed`. */
export function skyOver(city: City, seed: number, at: number): Sky {
  const roam = (name: string, hours: number) => wander(seed, `${city.name}:${name}`, { at, periodMs: hours * HOUR_MS });
  const front = 0.8 * roam('front', 60) + 0.2 * roam('trough', 11);
  const cloud = clamp(0.45 + 0.6 * front + 0.25 * roam('cloud', 3), 0, 1);
  const wet = Math.max(0, front - city.rainFrom) / (1 - city.rainFrom);
  const shower = Math.max(0, roam('shower', 0.6) + 0.3);
  const sun = sineOfSunHeight(at, city);
  return { front, cloud, rainRate: 5 * wet * shower ** 2, sun, radiation: globalIrradiance(sun, cloud) };
}

export function clamp(value: number, from: number, to: number): number {
  return Math.min(to, Math.max(from, value));
}
