import { describe, expect, it } from '@jest/globals';
import { cellStatistics, colourEnds, shareOf } from './cell-statistics.js';

describe('the cells of a pack', () => {
  it('name the lowest and the highest by number, all of them where several are equal (B1)', () => {
    expect(cellStatistics([3.3, 3.1, 3.4, 3.4])).toEqual({
      lowest: 3.1,
      highest: 3.4,
      mean: expect.closeTo(3.3),
      spread: expect.closeTo(0.3),
      lowestCells: [2],
      highestCells: [3, 4],
    });
  });

  it('have no statistics where there are none', () => {
    expect(cellStatistics([])).toBeUndefined();
  });

  it('look alike where they differ by less than what counts', () => {
    const [low, high] = colourEnds([3.3, 3.301], 0.1);
    expect(high - low).toBeCloseTo(0.1);
    expect(Math.abs(shareOf(3.301, low, high) - shareOf(3.3, low, high))).toBeLessThan(0.02);
  });

  it('take the whole range of colours where they differ by more', () => {
    expect(colourEnds([3, 4], 0.1)).toEqual([3, 4]);
    expect([3, 4].map((value) => shareOf(value, 3, 4))).toEqual([0, 1]);
  });
});
