import { describe, expect, it } from '@jest/globals';
import { globalIrradiance, sineOfElevation } from './sun.js';

const SEVILLA = { latitude: 37.389, longitude: -5.984 };
const DAY_MS = 86_400_000;

function highest(date: string): { readonly degrees: number; readonly at: number } {
  const begin = Date.parse(`${date}T00:00:00Z`);
  const minutes = Array.from({ length: 1440 }, (_, minute) => begin + minute * 60_000);
  const at = minutes.reduce((best, one) =>
    sineOfElevation(one, SEVILLA) > sineOfElevation(best, SEVILLA) ? one : best,
  );
  return { degrees: (Math.asin(sineOfElevation(at, SEVILLA)) * 180) / Math.PI, at: (at - begin) / 3_600_000 };
}

describe('the sun', () => {
  // 90° − latitude ± the obliquity of 23.44°; at the equinox the declination is 0
  it.each([
    ['2024-06-20', 76.05],
    ['2024-12-21', 29.17],
    ['2024-03-20', 52.61],
  ])('stands %s at most %d degrees high', (date, degrees) => {
    expect(Math.abs(highest(date).degrees - degrees)).toBeLessThan(0.6);
  });

  it('is highest when the equation of time and the longitude say so', () => {
    // 12 h + 5.984° × 4 min − equation of time: +16.4 min on 3 November, −14.2 min on 11 February (Astronomical Almanac)
    expect(highest('2024-11-03').at).toBeCloseTo(12 + (23.9 - 16.4) / 60, 1);
    expect(highest('2024-02-11').at).toBeCloseTo(12 + (23.9 + 14.2) / 60, 1);
  });

  it('shines 14.6 hours at the summer and 9.4 at the winter solstice, refraction aside', () => {
    const shining = (date: string): number =>
      Array.from({ length: 1440 }, (_, minute) => Date.parse(`${date}T00:00:00Z`) + minute * 60_000).filter(
        (at) => globalIrradiance(sineOfElevation(at, SEVILLA), 0) > 0,
      ).length / 60;
    // day length = 2/15 acos(−tan φ tan δ)
    expect(shining('2024-06-20')).toBeCloseTo(14.58, 1);
    expect(shining('2024-12-21')).toBeCloseTo(9.42, 1);
  });

  it('gives no more than the solar constant, and a quarter of it through a closed cover of clouds', () => {
    const noon = sineOfElevation(Date.parse('2024-06-20T12:25:00Z'), SEVILLA);
    const clear = globalIrradiance(noon, 0);
    expect(clear).toBeGreaterThan(900);
    expect(clear).toBeLessThan(1361);
    expect(globalIrradiance(noon, 1) / clear).toBeCloseTo(0.25, 10);
    expect(globalIrradiance(sineOfElevation(Date.parse('2024-06-20T00:25:00Z') + DAY_MS, SEVILLA), 0)).toBe(0);
  });
});
