import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { localClock, weekdayOf } from './local-time.js';

const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

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
          expect(shown.minute / 60).toBeCloseTo(shown.hour, 9);
          expect(weekdayOf(shown.day)).toBe(wall.weekday);
          expect(shown.day).toBe(Math.floor((time + wall.offset * 60_000) / 86_400_000));
        }
      }),
    );
  });

  it('changes within the second in which the clocks are put forward', () => {
    const clock = localClock('Europe/Berlin');
    expect(clock(Date.parse('2026-03-29T00:59:59Z')).hour).toBeCloseTo(1.9997, 4);
    expect(clock(Date.parse('2026-03-29T01:00:00Z')).hour).toBe(3);
    expect(clock(Date.parse('2026-03-29T00:59:00Z')).minute).toBe(119);
    expect(clock(Date.parse('2026-03-29T01:00:00Z')).minute).toBe(180);
  });

  it('knows weekdays before and after 1970, 1 being Monday', () => {
    expect(['1970-01-01', '2024-11-18', '1969-12-28'].map((date) => weekdayOf(dayOf(date)))).toEqual([4, 1, 7]);
  });

  it('refuses what is no zone', () => {
    expect(() => localClock('Europe/Nowhere')).toThrow("'Europe/Nowhere' is no IANA time zone");
  });
});

describe('the instant at which a clock shows a time', () => {
  const madrid = localClock('Europe/Madrid');

  it('makes a day of 23 hours when clocks go forward, and one of 25 when they go back', () => {
    const hours = (date: string): number =>
      (madrid.instant(dayOf(date) + 1, 0) - madrid.instant(dayOf(date), 0)) / 3_600_000;
    expect(['2024-03-31', '2024-10-27', '2024-06-01'].map(hours)).toEqual([23, 25, 24]);
  });

  it.each([
    ['2024-03-31', 90, '2024-03-31T00:30:00Z'],
    ['2024-03-31', 495, '2024-03-31T06:15:00Z'],
    ['2024-03-30', 495, '2024-03-30T07:15:00Z'],
    ['2024-10-27', 495, '2024-10-27T07:15:00Z'],
  ])('is on %s in minute %d %s, on both sides of a change', (date, minute, at) => {
    expect(madrid.instant(dayOf(date), minute)).toBe(Date.parse(at));
  });

  it('leads back to that time in any zone, unless clocks are changed within a day', () => {
    const zones = fc.constantFrom('Asia/Kolkata', 'America/St_Johns', 'Asia/Tokyo', 'Australia/Lord_Howe', 'UTC');
    const minutes = fc.integer({ min: Date.UTC(2015, 0) / 60_000, max: Date.UTC(2035, 0) / 60_000 });
    fc.assert(
      fc.property(zones, minutes, (zone, since1970) => {
        const at = since1970 * 60_000;
        const offsets = [-1, 0, 1].map((days) => DateTime.fromMillis(at, { zone }).plus({ days }).offset);
        fc.pre(new Set(offsets).size === 1);
        const clock = localClock(zone);
        const { day, minute } = clock(at);
        expect(clock.instant(day, minute)).toBe(at);
      }),
    );
  });
});
