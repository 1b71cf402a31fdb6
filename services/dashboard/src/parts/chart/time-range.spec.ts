import { describe, expect, it } from '@jest/globals';
import { moved, presetRange, readRange, scaled, SHORTEST_MS, writeRange } from './time-range.js';

const NOW_MS = 1_700_000_000_000;
const read = (search: string) => readRange(new URLSearchParams(search), NOW_MS);

describe('the range of time in the address', () => {
  it('comes back as it was written, and leaves other parameters alone', () => {
    for (const range of [presetRange('7d', NOW_MS), { fromMs: NOW_MS - 5_000, toMs: NOW_MS }]) {
      const written = writeRange(new URLSearchParams('metric=power&range=1h&from=1&to=2'), range);
      expect(written.get('metric')).toBe('power');
      expect(readRange(written, NOW_MS)).toEqual(range);
    }
  });

  it.each(['', 'range=12q', 'from=5&to=4', 'from=a&to=b', 'range=constructor', 'from=1e99&to=2e99'])(
    'is the last 24 hours for "%s"',
    (search) => {
      expect(read(search)).toEqual({ fromMs: NOW_MS - 86_400_000, toMs: NOW_MS, preset: '24h' });
    },
  );
});

describe('zoom', () => {
  it('keeps the middle, and is fixed from then on', () => {
    expect(scaled({ fromMs: 0, toMs: 100_000, preset: '1h' }, 0.5)).toEqual({ fromMs: 25_000, toMs: 75_000 });
  });

  it('ends at the shortest range', () => {
    const { fromMs, toMs } = scaled({ fromMs: 0, toMs: 1_200 }, 0.01);
    expect(toMs - fromMs).toBe(SHORTEST_MS);
  });

  it('moves by a share of the duration', () => {
    expect(moved({ fromMs: 0, toMs: 400 }, -0.25)).toEqual({ fromMs: -100, toMs: 300 });
  });
});
