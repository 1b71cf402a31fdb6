import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CITIES } from './city.js';
import { weatherOf, type Weather } from './weather.js';

const HOUR_MS = 3_600_000;
const [GRAZ, SANTIAGO] = CITIES;
const hours = (city: (typeof CITIES)[number], from: string, days: number): Weather[] =>
  Array.from({ length: days * 24 }, (_, hour) => weatherOf(city, 5, Date.parse(from) + hour * HOUR_MS));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const temperature = (weather: readonly Weather[]) => mean(weather.map((hour) => hour.temperature));

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const [x, y] = [mean(pairs.map(([a]) => a)), mean(pairs.map(([, b]) => b))];
  const spread = (of: (pair: readonly [number, number]) => number) => Math.sqrt(mean(pairs.map((p) => of(p))));
  const shared = mean(pairs.map(([a, b]) => (a - x) * (b - y)));
  return shared / (spread(([a]) => (a - x) ** 2) * spread(([, b]) => (b - y) ** 2));
}

describe('the weather', () => {
  it('is warm in July in the north and in January in the south', () => {
    const january = '2026-01-05T00:00Z';
    const july = '2026-07-05T00:00Z';
    expect(temperature(hours(GRAZ, july, 20)) - temperature(hours(GRAZ, january, 20))).toBeGreaterThan(12);
    expect(temperature(hours(SANTIAGO, january, 20)) - temperature(hours(SANTIAGO, july, 20))).toBeGreaterThan(7);
  });

  it('is drier in relative humidity the warmer the hour', () => {
    const week = hours(GRAZ, '2026-06-01T00:00Z', 28);
    expect(correlation(week.map((hour) => [hour.temperature, hour.humidity] as const))).toBeLessThan(-0.5);
  });

  it('rains under clouds and falling pressure, and not always', () => {
    const year = hours(GRAZ, '2026-01-01T00:00Z', 365);
    const wet = year.filter(({ rainRate }) => rainRate > 0.1);
    expect(wet.length / year.length).toBeGreaterThan(0.03);
    expect(wet.length / year.length).toBeLessThan(0.3);
    expect(mean(wet.map(({ cloud }) => cloud))).toBeGreaterThan(mean(year.map(({ cloud }) => cloud)) + 0.2);
    expect(mean(wet.map(({ pressure }) => pressure))).toBeLessThan(mean(year.map(({ pressure }) => pressure)) - 3);
  });

  it('mixes the air deeper by day than by night', () => {
    const month = hours(GRAZ, '2026-06-01T00:00Z', 28);
    const depth = (from: number, to: number) =>
      mean(month.filter((_, at) => at % 24 >= from && at % 24 < to).map(({ mixingHeight }) => mixingHeight));
    expect(depth(11, 16)).toBeGreaterThan(3 * depth(22, 24));
  });

  it('stays possible at any time in any world', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1_420_070_400_000, max: 4_000_000_000_000 }),
        fc.constantFrom(...CITIES),
        (seed, at, city) => {
          const weather = weatherOf(city, seed, at);
          expect(weather.humidity).toBeGreaterThan(5);
          expect(weather.humidity).toBeLessThanOrEqual(100);
          expect(weather.windSpeed).toBeGreaterThan(0);
          expect(weather.windDirection).toBeGreaterThanOrEqual(0);
          expect(weather.windDirection).toBeLessThan(360);
          expect(weather.mixingHeight).toBeGreaterThanOrEqual(80);
          expect(weather.radiation > 0).toBe(weather.sun > 0);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
