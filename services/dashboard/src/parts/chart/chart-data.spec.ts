import { describe, expect, it } from '@jest/globals';
import { alignSeries } from './align-series.js';
import { summarise } from './chart-summary.js';
import { heldFor, runsOf } from './value-runs.js';
import { bandOf, limitsOf, valueScale } from './value-scale.js';

describe('several series over one axis', () => {
  it('keep a gap apart from a time that only another has', () => {
    const one = [
      [1, 10],
      [2, null],
      [5, 11],
    ] as const;
    const other = [[3, 20]] as const;
    expect(alignSeries([one, other])).toEqual([
      [1, 2, 3, 5],
      [10, null, undefined, 11],
      [undefined, undefined, 20, undefined],
    ]);
  });
});

describe('runs of a state', () => {
  it('last until the value changes, and no longer than the staleness', () => {
    const runs = runsOf(
      [
        [0, 'idle'],
        [10, 'idle'],
        [20, 'charging'],
        [90, 'idle'],
      ],
      30,
      100,
    );
    expect(runs).toEqual([
      { fromMs: 0, toMs: 20, value: 'idle' },
      { fromMs: 20, toMs: 50, value: 'charging' },
      { fromMs: 90, toMs: 100, value: 'idle' },
    ]);
    expect(heldFor(runs)).toEqual([
      { value: 'idle', ms: 30 },
      { value: 'charging', ms: 30 },
    ]);
  });

  it('of equal values on both sides of a gap are two', () => {
    const points = [
      [0, true],
      [100, true],
    ] as const;
    expect(runsOf(points, 30, 110)).toHaveLength(2);
  });
});

describe('the summary of a chart', () => {
  it('tells lowest, highest and last of each span that has a value', () => {
    const points = [
      [0, 5],
      [10, 9],
      [20, 7],
      [95, 1],
      [100, 99],
    ] as const;
    expect(summarise(points, { fromMs: 0, toMs: 100 }, 4)).toEqual([
      { fromMs: 0, toMs: 25, lowest: 5, highest: 9, last: 7 },
      { fromMs: 75, toMs: 100, lowest: 1, highest: 1, last: 1 },
    ]);
  });
});

describe('the axis of values', () => {
  it('takes in a limit that is near, and none that is far', () => {
    const [low, high] = valueScale(20, 58, [60, 1_000]);
    expect(high).toBeGreaterThan(60);
    expect(high).toBeLessThan(70);
    expect(low).toBeLessThan(20);
  });

  it('has room around a line that is flat', () => {
    const [low, high] = valueScale(0, 0, []);
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
  });

  it('knows the band of a value: from inclusive, to exclusive', () => {
    const bands = [
      { to: 5, level: 'critical', meaning: 'low' },
      { from: 5, level: 'normal', meaning: 'right' },
    ] as const;
    expect([4.9, 5].map((value) => bandOf(bands, value)?.meaning)).toEqual(['low', 'right']);
    expect(limitsOf(bands, 0, 5)).toEqual([5, 0]);
  });
});
