import { describe, expect, it } from '@jest/globals';
import { mixed } from './cell-colour.js';
import { cellHistory, extremesOf, type CellsAt } from './cell-history.js';

const points: readonly CellsAt[] = [
  [0, [3, 4]],
  [10, [5, 4]],
  [75, [3.5]],
];

describe('cells over time', () => {
  it('are the mean of each cell in each column, and nothing where nothing was sent', () => {
    expect(cellHistory(points, { fromMs: 0, toMs: 100 }, 4)).toEqual({
      columns: [[4, 4], undefined, undefined, [3.5]],
      cells: 2,
      lowest: 3.5,
      highest: 4,
    });
  });

  it('leave out what is outside the range', () => {
    expect(cellHistory(points, { fromMs: 20, toMs: 60 }, 4)).toBeUndefined();
  });

  it('have a lowest and a highest line', () => {
    expect(extremesOf(points.slice(0, 2))).toEqual({
      lowest: [
        [0, 3],
        [10, 4],
      ],
      highest: [
        [0, 4],
        [10, 5],
      ],
    });
  });
});

describe('the colour of a cell', () => {
  it('goes from one end through the middle to the other', () => {
    const [low, middle, high] = [[0, 0, 100] as const, [100, 100, 100] as const, [100, 0, 0] as const];
    expect([0, 0.25, 0.5, 1].map((share) => mixed(share, low, middle, high))).toEqual([
      [0, 0, 100],
      [50, 50, 100],
      [100, 100, 100],
      [100, 0, 0],
    ]);
  });
});
