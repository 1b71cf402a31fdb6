import { describe, expect, it } from '@jest/globals';
import { easter, schoolDay } from './school-calendar.js';

const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

describe('the school calendar', () => {
  it.each(['2000-04-23', '2019-04-21', '2024-03-31', '2025-04-20', '2026-04-05', '2038-04-25'])(
    'knows Easter, %s',
    (date) => {
      expect(easter(Number(date.slice(0, 4)))).toBe(dayOf(date));
    },
  );

  it.each([
    ['2024-11-18', 'term'], // a Monday
    ['2024-11-23', 'closed'], // Saturday
    ['2024-11-24', 'closed'],
    ['2024-03-25', 'closed'], // Monday before Easter
    ['2024-03-29', 'closed'], // Good Friday
    ['2024-03-22', 'term'],
    ['2024-04-01', 'term'],
    ['2024-12-06', 'closed'],
    ['2024-12-23', 'closed'],
    ['2025-01-07', 'closed'],
    ['2025-01-08', 'term'],
    ['2024-06-24', 'summer-course'],
    ['2024-08-12', 'closed'],
    ['2024-09-10', 'term'],
  ])('has %s as %s', (date, kind) => {
    expect(schoolDay(dayOf(date))).toBe(kind);
  });
});
