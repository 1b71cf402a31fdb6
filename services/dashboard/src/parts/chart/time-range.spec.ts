import { describe, expect, it } from '@jest/globals';
import { moved, presetRange, presetSince, readRange, scaled, SHORTEST_MS, writeRange } from './time-range.js';

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

describe('the range that a chart begins with', () => {
  it('is the one that the address names, else the one that it is told', () => {
    expect(readRange(new URLSearchParams('range=7d'), NOW_MS, '5m').preset).toBe('7d');
    expect(readRange(new URLSearchParams(), NOW_MS, '5m').preset).toBe('5m');
  });

  it.each([
    [0, '5m'],
    [5, '5m'],
    [6, '1h'],
    [61, '24h'],
    [60 * 24 * 3, '7d'],
    [60 * 24 * 90, '30d'],
  ])('is for data from %d minutes ago %s', (minutes, preset) => {
    expect(presetSince(NOW_MS - minutes * 60_000, NOW_MS)).toBe(preset);
  });
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
