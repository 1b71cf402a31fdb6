import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lookBack, type Unchanged } from './last-change.js';

describe('lookBack (E2)', () => {
  it('finds the same last change, however the series is cut into stretches', () => {
    const series = fc.array(fc.boolean(), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 20 }), (values, size) => {
        const points = values.map((value, at) => ({ at, value }));
        const last = points.at(-1) as { at: number; value: boolean };
        let now: Unchanged = { value: last.value, since: last.at, changed: false };
        for (let to = points.length; to > 0 && !now.changed; to -= size) {
          now = lookBack(now, points.slice(Math.max(0, to - size), to));
        }
        const before = values.lastIndexOf(!last.value);
        expect(now).toEqual({ value: last.value, since: before + 1, changed: before >= 0 });
      }),
    );
  });
});
