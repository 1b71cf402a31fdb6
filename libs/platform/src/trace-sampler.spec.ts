import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { systemRandom } from './system-random.js';
import { RandomTraceSampler } from './trace-sampler.js';

/** The places that are picked of so many, asked for in batches. */
function picked(sampler: RandomTraceSampler, sizes: readonly number[]): number[] {
  const places: number[] = [];
  let before = 0;
  for (const size of sizes) {
    for (let seen = 0; seen < size;) {
      const at = sampler.pick(size - seen);
      if (at < 0) break;
      places.push(before + seen + at);
      seen += at + 1;
    }
    before += size;
  }
  return places;
}

/** Every n-th fraction of a fixed row, so that two samplers draw the same. */
function sameRandom() {
  let drawn = 0;
  return { ...systemRandom, fraction: () => ((drawn += 7) % 101) / 101 };
}

describe('RandomTraceSampler', () => {
  it('picks everything at rate 1 and nothing at rate 0', () => {
    expect(picked(new RandomTraceSampler(1, systemRandom), [3, 2])).toEqual([0, 1, 2, 3, 4]);
    expect(picked(new RandomTraceSampler(0, systemRandom), [1_000_000])).toEqual([]);
  });

  it('picks the same places however the candidates are cut into batches', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(sizes, (batches) => {
        const total = batches.reduce((sum, size) => sum + size, 0);
        const whole = picked(new RandomTraceSampler(0.1, sameRandom()), [total]);
        expect(picked(new RandomTraceSampler(0.1, sameRandom()), batches)).toEqual(whole);
      }),
    );
  });

  it('picks its share, and at every place of a round alike', () => {
    const sampler = new RandomTraceSampler(0.01, systemRandom);
    const places = picked(sampler, [1_000_000]);
    // binomial, mean 10,000, standard deviation 99.5: seven of them to each side
    expect(Math.abs(places.length - 10_000)).toBeLessThan(700);
    const byPlace = new Map<number, number>();
    for (const place of places) byPlace.set(place % 100, (byPlace.get(place % 100) ?? 0) + 1);
    expect(byPlace.size).toBe(100);
    expect(Math.max(...byPlace.values())).toBeLessThan(180);
  });
});
