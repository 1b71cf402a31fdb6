import { describe, expect, it } from '@jest/globals';
import { pinched } from './pinch-zoom.js';

const grip = { range: { fromMs: 0, toMs: 1_200 }, left: 0.4, right: 0.6 };

describe('two fingers on a chart', () => {
  it('keep beneath them what was beneath them when they spread', () => {
    const { fromMs, toMs } = pinched(grip, [0.2, 0.8]);
    const at = (share: number) => fromMs + (toMs - fromMs) * share;
    expect([at(0.2), at(0.8)].map(Math.round)).toEqual([480, 720]);
  });

  it('shift the range where they move together', () => {
    expect(pinched(grip, [0.5, 0.7])).toEqual({ fromMs: -120, toMs: 1_080 });
  });
});
