import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { localInstants } from './local-instant.js';

const ZONES = [
  'Europe/Berlin',
  'America/Chicago',
  'Asia/Shanghai',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Etc/GMT-1',
  'UTC',
];

describe('the instant of a local time', () => {
  it('shows that time again, and is the earliest instant that does', () => {
    const time = fc.integer({ min: Date.UTC(1995, 0) / 1000, max: Date.UTC(2035, 0) / 1000 });
    fc.assert(
      fc.property(fc.array(time, { minLength: 1, maxLength: 20 }), fc.constantFrom(...ZONES), (seconds, zone) => {
        const instantOf = localInstants(zone);
        for (const second of seconds) {
          const there = DateTime.fromSeconds(second, { zone });
          const local = there.setZone('utc', { keepLocalTime: true }).toMillis();
          const possible = there.getPossibleOffsets().map((at) => at.toMillis());
          expect(instantOf(local)).toBe(Math.min(...possible));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is the first of the two hours when clocks go back by one, or by half of one', () => {
    expect(localInstants('America/Chicago')(Date.UTC(2016, 10, 6, 1))).toBe(Date.parse('2016-11-06T01:00:00-05:00'));
    expect(localInstants('Australia/Lord_Howe')(Date.UTC(2020, 3, 5, 1, 45))).toBe(
      Date.parse('2020-04-05T01:45:00+11:00'),
    );
  });
});
