import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { narrow, type TimeRange } from './narrow.js';
import { sparkline } from './sparkline.js';

describe('a sparkline', () => {
  it('is lowest at the least and highest at the greatest value, blank where nothing was measured', () => {
    expect(
      sparkline(
        [
          [0, 1],
          [1, 2],
          [3, 8],
        ],
        4,
      ),
    ).toBe('▁▂ █');
  });

  it('draws one value in the middle, and nothing of nothing', () => {
    expect(sparkline([[5, 42]], 3)).toBe('▅  ');
    expect(sparkline([], 3)).toBe('');
  });

  it('is as wide as it was told, whatever the values', () => {
    const points = fc.array(
      fc.tuple(fc.nat(), fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 100 }), (unsorted, width) => {
        expect(
          sparkline(
            [...unsorted].sort(([a], [b]) => a - b),
            width,
          ),
        ).toHaveLength(width);
      }),
    );
  });
});

describe('narrowing a range', () => {
  const MOST = 100;

  /** A store that thins out as the server does: the extremes of equal spans of time. */
  const thinned = (all: readonly (readonly [number, number])[]) => (range: TimeRange) => {
    const inside = all.filter(([at]) => at >= range.from && at < range.to);
    const spans = new Map<number, (readonly [number, number])[]>();
    for (const point of inside) {
      const span = Math.floor(((point[0] - range.from) / (range.to - range.from)) * (MOST / 2));
      spans.set(span, [...(spans.get(span) ?? []), point]);
    }
    const extremes = [...spans.values()].flatMap((points) => {
      const sorted = [...points].sort((a, b) => a[1] - b[1]);
      return [sorted[0], sorted.at(-1)].filter((point) => point !== undefined);
    });
    const points = inside.length <= MOST ? inside : [...new Set(extremes)].sort((a, b) => a[0] - b[0]);
    return Promise.resolve({ device: 'd', metric: 'm', unit: '1', points });
  };

  it('finds minutes in years and loses no point of them', async () => {
    const start = Date.parse('2017-03-20T06:43:49Z');
    const points = Array.from({ length: 2000 }, (_, at) => [start + at * 100, Math.sin(at)] as const);
    const range = await narrow({ from: 0, to: 1_800_000_000_000 }, MOST, thinned(points));
    expect(range.from).toBeLessThanOrEqual(start);
    expect(range.to).toBeGreaterThan(start + 1999 * 100);
    expect(range.to - range.from).toBeLessThan(10 * 86_400_000);
  });

  it('never leaves a point out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 300 }), async (times) => {
        const points = [...new Set(times)].sort((a, b) => a - b).map((at) => [at, (at * 7919) % 1000] as const);
        const range = await narrow({ from: 0, to: 1_000_001 }, MOST, thinned(points));
        expect(points.every(([at]) => at >= range.from && at < range.to)).toBe(true);
      }),
    );
  });

  it('leaves an empty range as it is', async () => {
    expect(await narrow({ from: 5, to: 9 }, MOST, thinned([]))).toEqual({ from: 5, to: 9 });
  });
});
