import { describe, expect, it } from '@jest/globals';
import { sineOfSunHeight, solarHour, sunDeclination, type Place } from './sun.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SEVILLA = { latitude: 37.389, longitude: -5.984 };
const SANTIAGO = { latitude: -33.45, longitude: -70.67 };

const degrees = (radians: number): number => (radians * 180) / Math.PI;

/** The sine of the sun's height in each minute of a day, UTC. */
function heights(date: string, place: Place): readonly number[] {
  const begin = Date.parse(`${date}T00:00:00Z`);
  return Array.from({ length: 1440 }, (_, minute) => sineOfSunHeight(begin + minute * 60_000, place));
}
const highest = (date: string, place: Place): number => degrees(Math.asin(Math.max(...heights(date, place))));

describe('the sun', () => {
  it('stands over the tropics at the solstices and over the equator at the equinoxes', () => {
    expect(degrees(sunDeclination(Date.parse('2026-06-21T08:00Z')))).toBeCloseTo(23.44, 1);
    expect(degrees(sunDeclination(Date.parse('2026-12-21T21:00Z')))).toBeCloseTo(-23.44, 1);
    expect(Math.abs(degrees(sunDeclination(Date.parse('2026-03-20T15:00Z'))))).toBeLessThan(0.5);
  });

  // 90° − distance of the latitude from the declination: ±23.44° at the solstices, 0 at the equinox
  it.each([
    ['2024-06-20', 76.05, 33.11],
    ['2024-12-21', 29.17, 79.99],
    ['2024-03-20', 52.61, 56.55],
  ])('stands %s at most %d° high in Sevilla and %d° in Santiago', (date, north, south) => {
    expect(Math.abs(highest(date, SEVILLA) - north)).toBeLessThan(0.6);
    expect(Math.abs(highest(date, SANTIAGO) - south)).toBeLessThan(0.6);
  });

  // Extremes of the equation of time: 14.2 minutes behind about 11 February, 16.4 minutes ahead about 3 November
  // (Astronomical Almanac). 5.984° west are 23.9 minutes later.
  it('is behind the mean time in February and ahead in November', () => {
    const inGreenwich = { longitude: 0 };
    expect(solarHour(Date.parse('2026-02-11T12:00Z'), inGreenwich)).toBeCloseTo(12 - 14.2 / 60, 1);
    expect(solarHour(Date.parse('2026-11-03T12:00Z'), inGreenwich)).toBeCloseTo(12 + 16.4 / 60, 1);
    const hourOfHighest = (date: string): number => {
      const day = heights(date, SEVILLA);
      return day.indexOf(Math.max(...day)) / 60;
    };
    expect(hourOfHighest('2024-02-11')).toBeCloseTo(12 + (23.9 + 14.2) / 60, 1);
    expect(hourOfHighest('2024-11-03')).toBeCloseTo(12 + (23.9 - 16.4) / 60, 1);
  });

  it('goes with the mean time over the years, to half a second', () => {
    const begin = Date.parse('2000-01-01T12:00Z');
    const days = 4 * 365.25;
    const ahead = Array.from({ length: days }, (_, day) => solarHour(begin + day * DAY_MS, { longitude: 0 }) - 12);
    const meanSeconds = (ahead.reduce((sum, hours) => sum + hours, 0) / days) * 3600;
    expect(Math.abs(meanSeconds)).toBeLessThan(0.5);
  });

  it('is up for 14.6 hours at the summer and 9.4 at the winter solstice in Sevilla, refraction aside', () => {
    const hoursUp = (date: string): number => heights(date, SEVILLA).filter((sine) => sine > 0).length / 60;
    // day length = 2/15 acos(−tan φ tan δ)
    expect(hoursUp('2024-06-20')).toBeCloseTo(14.58, 1);
    expect(hoursUp('2024-12-21')).toBeCloseTo(9.42, 1);
  });
});
