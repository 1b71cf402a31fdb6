import { wander, type FleetSite, type LocalTime } from '@fieldline/domain-pack';

const HOUR = 3_600_000; // ms
const DAY = 24 * HOUR;
const RAD = Math.PI / 180;
/** Headlamps go on with the sun less than so far above the horizon. */
const DUSK = 3; // °
/** It rains about a sixth of the time. */
const RAIN_ABOVE = 0.45;

/** What all vehicles of a site have in common at a time. */
export interface Surroundings {
  readonly local: LocalTime;
  readonly dark: boolean;
  readonly raining: boolean;
}

export function surroundingsAt(
  seed: number,
  site: FleetSite,
  { at, local }: { at: number; local: LocalTime },
): Surroundings {
  return {
    local,
    dark: sunElevation(site, at) < DUSK,
    raining: wander(seed, `rain:${site.name}`, { at, periodMs: 3 * HOUR }) > RAIN_ABOVE,
  };
}

/** ° above the horizon, to about 4° (declination by Cooper 1969; without the equation of time). */
export function sunElevation({ latitude, longitude }: { latitude: number; longitude: number }, at: number): number {
  const dayOfYear = ((at / DAY) % 365.2425) + 1; // 1 January 1970 was a first day
  const declination = 23.45 * Math.sin(((284 + dayOfYear) / 365) * 2 * Math.PI) * RAD;
  const hourAngle = ((at % DAY) / HOUR - 12) * 15 * RAD + longitude * RAD;
  const height =
    Math.sin(latitude * RAD) * Math.sin(declination) +
    Math.cos(latitude * RAD) * Math.cos(declination) * Math.cos(hourAngle);
  return Math.asin(height) / RAD;
}

/** Two wanderings across a place, cells of 900 m, tell how well the mobile network covers it: −1 well … 1 badly. */
export function coverageAt(seed: number, site: string, { x, y }: { x: number; y: number }): number {
  const across = (axis: string, at: number): number => wander(seed, `network-${axis}:${site}`, { at, periodMs: 900 });
  return (across('x', x) + across('y', y)) / 2;
}
