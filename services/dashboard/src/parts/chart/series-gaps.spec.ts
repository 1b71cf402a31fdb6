import { describe, expect, it } from '@jest/globals';
import { reduceSeries } from '@fieldline/readings';
import fc from 'fast-check';
import { gapMs, withGaps, type NumberPoint } from './series-gaps.js';

const HOUR_MS = 3_600_000;

function reduced(times: readonly number[], rule: { fromMs: number; toMs: number; points: number }): NumberPoint[] {
  const points = times.map((at, index) => ({ at, value: (index * 7_919) % 101 }));
  return reduceSeries(points, { from: rule.fromMs, to: rule.toMs }, rule.points).map(({ at, value }) => [at, value]);
}

describe('gaps of a series', () => {
  it('breaks the line where a value is missing for longer than the staleness', () => {
    const points: NumberPoint[] = [
      [0, 1],
      [10_000, 2],
      [80_000, 3],
    ];
    expect(withGaps(points, 60_000)).toEqual([
      [0, 1],
      [10_000, 2],
      [10_001, null],
      [80_000, 3],
    ]);
  });

  it('takes the staleness itself where nothing was left out', () => {
    const everySecond = Array.from({ length: 100 }, (_, second): NumberPoint => [second * 1_000, second]);
    expect(gapMs(everySecond, { stalenessMs: 60_000, fromMs: 0, toMs: 24 * HOUR_MS, points: 1_000 })).toBe(60_000);
  });

  it('never breaks a reduced line where the values themselves have no gap', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 20, maxLength: 600 }),
        fc.integer({ min: 2, max: 60 }),
        (steps, points) => {
          let at = 0;
          const times = steps.map((step) => (at += step));
          const rule = { stalenessMs: 60_000, fromMs: 0, toMs: at + 1, points };
          const kept = reduced(times, rule);
          expect(withGaps(kept, gapMs(kept, rule)).filter(([, value]) => value === null)).toEqual([]);
        },
      ),
    );
  });

  it('shows a gap in a reduced line that is longer than the staleness and two spans', () => {
    const rule = { stalenessMs: 60_000, fromMs: 0, toMs: 24 * HOUR_MS, points: 1_000 };
    const times = Array.from({ length: 8_640 }, (_, index) => index * 10_000).filter(
      (at) => at < 6 * HOUR_MS || at > 7 * HOUR_MS,
    );
    const kept = reduced(times, rule);
    expect(withGaps(kept, gapMs(kept, rule)).filter(([, value]) => value === null)).toHaveLength(1);
  });
});
