import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ENROLMENT_LIMITS, EnrolmentPace } from './enrolment-limits.js';

const LIMITS = { devicesPerKey: 10, burst: 3, perSecond: 2 };

describe('the pace of an enrolment key', () => {
  it('is so many at once and so many a second from then on, each key for itself', () => {
    const pace = new EnrolmentPace(LIMITS);
    expect([1, 2, 3, 4].map(() => pace.take('a', 1_000))).toEqual([true, true, true, false]);
    expect(pace.take('b', 1_000)).toBe(true);
    expect([1_499, 1_500, 1_501].map((now) => pace.take('a', now))).toEqual([false, true, false]);
    expect([1, 2, 3, 4].map(() => pace.take('a', 60_000))).toEqual([true, true, true, false]);
  });

  it('is never exceeded, whenever it is asked', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 700 }), { maxLength: 200 }), (pauses) => {
        const pace = new EnrolmentPace(LIMITS);
        let now = 0;
        let taken = 0;
        for (const pause of pauses) {
          now += pause;
          if (pace.take('a', now)) taken += 1;
          expect(taken).toBeLessThanOrEqual(LIMITS.burst + (now / 1000) * LIMITS.perSecond + 1e-6);
        }
      }),
    );
  });

  it('lets a school of 200 devices come at once', () => {
    expect(ENROLMENT_LIMITS.burst).toBeGreaterThanOrEqual(200);
  });
});
