import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ReceiptTrack } from './applied-receipts.js';

function track(...numbers: readonly number[]): ReceiptTrack {
  const made = new ReceiptTrack({ lastN: 0, applied: 0, gaps: [] });
  for (const n of numbers) made.apply(n);
  return made;
}

describe('receipts', () => {
  it('in order leave no gap', () => {
    expect(track(1, 2, 3)).toMatchObject({ lastN: 3, applied: 3, gaps: [] });
  });

  it('that do not begin with 1 leave a gap before', () => {
    expect(track(3).gaps).toEqual([{ from: 1, to: 2 }]);
  });

  it('that come after all close their gap, or split it', () => {
    expect(track(1, 5).gaps).toEqual([{ from: 2, to: 4 }]);
    expect(track(1, 5, 3).gaps).toEqual([
      { from: 2, to: 2 },
      { from: 4, to: 4 },
    ]);
    expect(track(1, 5, 2, 4, 3)).toMatchObject({ lastN: 5, applied: 5, gaps: [] });
  });

  it('are new once', () => {
    const applied = track(1, 2, 5);
    expect([1, 2, 5, 3, 3, 4, 4, 6].map((n) => applied.apply(n))).toEqual([
      false,
      false,
      false,
      true,
      false,
      true,
      false,
      true,
    ]);
  });

  it('are those of a plain set, in any order with repetitions and holes, also when copied and stored between', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 120 }), (numbers) => {
        const seen = new Set<number>();
        let applied = track();
        for (const n of numbers) {
          const before = applied.copy();
          const kept = JSON.stringify([before.lastN, before.applied, before.gaps]);
          expect(applied.apply(n)).toBe(!seen.has(n));
          seen.add(n);
          expect(JSON.stringify([before.lastN, before.applied, before.gaps])).toBe(kept);
          const { lastN, gaps } = applied;
          applied = new ReceiptTrack({ lastN, applied: applied.applied, gaps: structuredClone(gaps) });
        }
        expect(applied.applied).toBe(seen.size);
        expect(applied.lastN).toBe(Math.max(0, ...seen));
        const missing = applied.gaps.flatMap(({ from, to }) =>
          Array.from({ length: to - from + 1 }, (_, i) => from + i),
        );
        const expected = Array.from({ length: applied.lastN }, (_, i) => i + 1).filter((n) => !seen.has(n));
        expect(missing).toEqual(expected);
      }),
    );
  });
});
