import type { FleetSite } from './sample-fleet.js';

const RADIANS = Math.PI / 180;
const DAY_MS = 86_400_000;
const YEAR_DAYS = 365.2425;

/** Degrees, WGS 84, north and east positive. */
export type Place = Pick<FleetSite, 'latitude' | 'longitude'>;

/** Part of the year gone by, [0, 1). */
export function partOfYear(at: number): number {
  // 1970 began at 0
  const years = at / (DAY_MS * YEAR_DAYS);
  return years - Math.floor(years);
}

/** Hours of the sun's own day at that longitude, [0, 24): 12 when it stands highest, within the 2 minutes of the series. */
export function solarHour(at: number, { longitude }: Pick<Place, 'longitude'>): number {
  const hours = (at / 3_600_000 + longitude / 15 + equationOfTime(at) / 60) % 24;
  return hours < 0 ? hours + 24 : hours;
}

/** Sine of the sun's height above the horizon; negative at night. No refraction. */
export function sineOfSunHeight(at: number, place: Place): number {
  const declination = sunDeclination(at);
  const latitude = place.latitude * RADIANS;
  const hourAngle = (solarHour(at, place) - 12) * 15 * RADIANS;
  return Math.sin(latitude) * Math.sin(declination) + Math.cos(latitude) * Math.cos(declination) * Math.cos(hourAngle);
}

/** Radians, north positive; within 0.0006 rad (Spencer 1971, Fourier series of the sun's position). */
export function sunDeclination(at: number): number {
  const g = 2 * Math.PI * partOfYear(at);
  return (
    0.006918 -
    0.399912 * Math.cos(g) +
    0.070257 * Math.sin(g) -
    0.006758 * Math.cos(2 * g) +
    0.000907 * Math.sin(2 * g) -
    0.002697 * Math.cos(3 * g) +
    0.00148 * Math.sin(3 * g)
  );
}

/**
 * Minutes by which the sun is ahead of the mean time (Spencer 1971). Two misprints go round: the paper's own 0.000075, which
 * its author put right, and 0.04089 of later textbooks.
 */
function equationOfTime(at: number): number {
  const g = 2 * Math.PI * partOfYear(at);
  return (
    229.18 *
    (0.0000075 +
      0.001868 * Math.cos(g) -
      0.032077 * Math.sin(g) -
      0.014615 * Math.cos(2 * g) -
      0.040849 * Math.sin(2 * g))
  );
}
