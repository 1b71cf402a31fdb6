import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RowsUnderWay } from './rows-under-way.js';

describe('rows under way', () => {
  it('are none at first', () => {
    expect(new RowsUnderWay().doneRow).toBe(0);
  });

  it('hold back the row that was just begun, and nothing once it is closed', () => {
    const rows = new RowsUnderWay();
    const first = rows.begin(1);
    expect(rows.doneRow).toBe(0);
    rows.close(first);
    expect(rows.doneRow).toBe(1);
  });

  it('end before the oldest open row, in whatever order rows are closed', () => {
    const plan = fc.integer({ min: 1, max: 50 }).chain((count) => {
      const all = Array.from({ length: count }, (_, index) => index);
      return fc.tuple(fc.constant(count), fc.shuffledSubarray(all, { minLength: count, maxLength: count }));
    });
    fc.assert(
      fc.property(plan, ([count, order]) => {
        const rows = new RowsUnderWay();
        const open = Array.from({ length: count }, (_, index) => rows.begin(index + 1));
        const closed = new Set<number>();
        for (const index of order) {
          rows.close(open[index] as (typeof open)[number]);
          closed.add(index);
          const oldest = open.findIndex((_, at) => !closed.has(at));
          expect(rows.doneRow).toBe(oldest < 0 ? count : oldest);
        }
      }),
    );
  });
});
