import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LocalTime, weekday } from './local-time.js';

const DAY_MS = 86_400_000;
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

describe('LocalTime', () => {
  const madrid = new LocalTime('Europe/Madrid');

  it('has a day of 23 hours when clocks go forward, and one of 25 when they go back', () => {
    const length = (date: string): number => madrid.instant(dayOf(date) + 1, 0) - madrid.instant(dayOf(date), 0);
    expect(length('2024-03-31') / 3_600_000).toBe(23);
    expect(length('2024-10-27') / 3_600_000).toBe(25);
    expect(length('2024-06-01') / 3_600_000).toBe(24);
  });

  it('knows what the clock on the wall shows on the day of change, on both sides of it', () => {
    expect(madrid.minute(Date.parse('2024-03-31T00:59:00Z'))).toBe(119);
    expect(madrid.minute(Date.parse('2024-03-31T01:00:00Z'))).toBe(180);
    expect(madrid.instant(dayOf('2024-03-31'), 90)).toBe(Date.parse('2024-03-31T00:30:00Z'));
    expect(madrid.instant(dayOf('2024-03-31'), 495)).toBe(Date.parse('2024-03-31T06:15:00Z'));
    expect(madrid.instant(dayOf('2024-03-30'), 495)).toBe(Date.parse('2024-03-30T07:15:00Z'));
    expect(madrid.instant(dayOf('2024-10-27'), 495)).toBe(Date.parse('2024-10-27T07:15:00Z'));
  });

  it('comes back to the instant from day and minute, in any zone, on days without a change', () => {
    const zones = fc.constantFrom('UTC', 'Asia/Kolkata', 'America/St_Johns', 'Asia/Tokyo', 'America/Phoenix');
    const instant = fc.integer({ min: Date.UTC(2015, 0) / 60_000, max: Date.UTC(2035, 0) / 60_000 });
    fc.assert(
      fc.property(zones, instant, (zone, minutes) => {
        const at = minutes * 60_000;
        fc.pre(zone !== 'America/St_Johns' || [0, 1, 5, 6, 7].includes(new Date(at).getUTCMonth()));
        const local = new LocalTime(zone);
        expect(local.instant(local.day(at), local.minute(at))).toBeCloseTo(at, 0);
      }),
    );
  });

  it('knows weekdays, 0 being Monday', () => {
    expect(weekday(dayOf('1970-01-01'))).toBe(3);
    expect(weekday(dayOf('2024-11-18'))).toBe(0);
    expect(weekday(dayOf('1969-12-28'))).toBe(6);
  });
});
