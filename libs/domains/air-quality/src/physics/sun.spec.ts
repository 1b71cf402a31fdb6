import { describe, expect, it } from '@jest/globals';
import { sineOfSunHeight, solarHour, sunDeclination } from './sun.js';

const degrees = (radians: number) => (radians * 180) / Math.PI;

describe('the sun', () => {
  it('stands over the tropics at the solstices and over the equator at the equinoxes', () => {
    expect(degrees(sunDeclination(Date.parse('2026-06-21T08:00Z')))).toBeCloseTo(23.44, 1);
    expect(degrees(sunDeclination(Date.parse('2026-12-21T21:00Z')))).toBeCloseTo(-23.44, 1);
    expect(Math.abs(degrees(sunDeclination(Date.parse('2026-03-20T15:00Z'))))).toBeLessThan(0.5);
  });

  // Extremes of the equation of time: 14.2 minutes behind about 11 February, 16.4 minutes ahead about 3 November.
  it('is behind the mean time in February and ahead in November', () => {
    expect(solarHour(Date.parse('2026-02-11T12:00Z'), { latitude: 51, longitude: 0 })).toBeCloseTo(12 - 14.2 / 60, 1);
    expect(solarHour(Date.parse('2026-11-03T12:00Z'), { latitude: 51, longitude: 0 })).toBeCloseTo(12 + 16.4 / 60, 1);
  });

  it('is up in the day, down at night, and higher in summer of its hemisphere', () => {
    const graz = { latitude: 47.07, longitude: 15.44 };
    const santiago = { latitude: -33.45, longitude: -70.67 };
    const [january, july] = [Date.parse('2026-01-05T00:00Z'), Date.parse('2026-07-05T00:00Z')];
    const noonAt = (midnight: number, longitude: number) => midnight + (12 - longitude / 15) * 3_600_000;
    expect(sineOfSunHeight(july, graz)).toBeLessThan(0);
    expect(sineOfSunHeight(noonAt(july, 15.44), graz)).toBeGreaterThan(sineOfSunHeight(noonAt(january, 15.44), graz));
    expect(sineOfSunHeight(noonAt(july, -70.67), santiago)).toBeLessThan(
      sineOfSunHeight(noonAt(january, -70.67), santiago),
    );
  });
});
