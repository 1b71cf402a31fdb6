import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SeededRandom, wander } from './world.js';

const DRAWS = 20_000;
const fractions = (random: SeededRandom, count: number) => Array.from({ length: count }, () => random.fraction());

describe('SeededRandom', () => {
  it('tells the same again for the same seed and name, and something else for others', () => {
    const first = fractions(new SeededRandom(1, 'a'), 20);
    expect(fractions(new SeededRandom(1, 'a'), 20)).toEqual(first);
    expect(fractions(new SeededRandom(2, 'a'), 20)).not.toEqual(first);
    expect(fractions(new SeededRandom(1, 'b'), 20)).not.toEqual(first);
  });

  it('draws normal numbers with the mean and deviation asked for', () => {
    const random = new SeededRandom(1, 'normal');
    const draws = Array.from({ length: DRAWS }, () => random.normal(10, 2));
    const mean = draws.reduce((sum, value) => sum + value, 0) / DRAWS;
    const variance = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / DRAWS;
    expect(mean).toBeCloseTo(10, 1);
    expect(Math.sqrt(variance)).toBeCloseTo(2, 1);
  });
});

describe('wander', () => {
  it('stays within −1 and 1 and never jumps', () => {
    const time = fc.integer({ min: 1_420_070_400_000, max: 4_000_000_000_000 });
    fc.assert(
      fc.property(fc.integer(), time, (seed, at) => {
        const here = wander(seed, 'wind', { at, periodMs: 3_600_000 });
        const next = wander(seed, 'wind', { at: at + 60_000, periodMs: 3_600_000 });
        expect(Math.abs(here)).toBeLessThanOrEqual(1);
        // a half cosine from −1 to 1 rises by π per period at most
        expect(Math.abs(next - here)).toBeLessThan((Math.PI * 60_000) / 3_600_000);
      }),
    );
  });

  it('takes both signs about as often', () => {
    const values = Array.from({ length: 2_000 }, (_, i) =>
      wander(7, 'cloud', { at: i * 3_600_000, periodMs: 3_600_000 }),
    );
    const positive = values.filter((value) => value > 0).length;
    expect(positive).toBeGreaterThan(850);
    expect(positive).toBeLessThan(1_150);
  });
});
