import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { localClock } from './local-time.js';

describe('localClock', () => {
  it('shows what a wall clock shows, daylight saving and half-hour zones included', () => {
    const at = fc.integer({ min: 1_420_070_400_000, max: 2_000_000_000_000 });
    const zone = fc.constantFrom('Europe/Berlin', 'America/Chicago', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC');
    fc.assert(
      fc.property(zone, fc.array(at, { minLength: 1, maxLength: 5 }), (timeZone, times) => {
        const clock = localClock(timeZone);
        for (const time of times) {
          const wall = DateTime.fromMillis(time, { zone: timeZone });
          const shown = clock(time);
          expect(shown.weekday).toBe(wall.weekday);
          expect(shown.hour).toBeCloseTo(
            wall.hour + wall.minute / 60 + wall.second / 3600 + wall.millisecond / 3.6e6,
            9,
          );
          expect(shown.day).toBe(Math.floor((time + wall.offset * 60_000) / 86_400_000));
        }
      }),
    );
  });

  it('changes within the second in which the clocks are put forward', () => {
    const clock = localClock('Europe/Berlin');
    expect(clock(Date.parse('2026-03-29T00:59:59Z')).hour).toBeCloseTo(1.9997, 4);
    expect(clock(Date.parse('2026-03-29T01:00:00Z')).hour).toBe(3);
  });

  it('refuses what is no zone', () => {
    expect(() => localClock('Europe/Nowhere')).toThrow("'Europe/Nowhere' is no IANA time zone");
  });
});
