import { weekdayOf } from '@fieldline/domain-pack';

const DAY_MS = 86_400_000;
const SATURDAY = 6;

/** Month, day. */
type Date2 = readonly [month: number, day: number];

/** Inclusive. The school year of Andalusia, rounded: winter, and August with the weeks beside it. */
const CLOSED: readonly (readonly [from: Date2, to: Date2])[] = [
  [
    [1, 1],
    [1, 7],
  ],
  [
    [7, 29],
    [9, 9],
  ],
  [
    [12, 23],
    [12, 31],
  ],
];
/** A summer course in a few rooms. */
const SUMMER_COURSE: readonly [from: Date2, to: Date2] = [
  [6, 23],
  [7, 28],
];
/** National and regional holidays with a fixed date. */
const HOLIDAYS: readonly Date2[] = [
  [2, 28],
  [5, 1],
  [10, 12],
  [11, 1],
  [12, 6],
  [12, 8],
];

export type SchoolDay = 'term' | 'summer-course' | 'closed';

/** What a local day, in days since 1970-01-01, is at school. */
export function schoolDay(day: number): SchoolDay {
  if (weekdayOf(day) >= SATURDAY) return 'closed';
  const date = new Date(day * DAY_MS);
  const key = keyOf([date.getUTCMonth() + 1, date.getUTCDate()]);
  if (HOLIDAYS.some((holiday) => keyOf(holiday) === key)) return 'closed';
  if (CLOSED.some(([from, to]) => key >= keyOf(from) && key <= keyOf(to))) return 'closed';
  if (key >= keyOf(SUMMER_COURSE[0]) && key <= keyOf(SUMMER_COURSE[1])) return 'summer-course';
  // Holy week: Monday before Easter to the Friday before it
  const toEaster = easter(date.getUTCFullYear()) - day;
  return toEaster >= 2 && toEaster <= 6 ? 'closed' : 'term';
}

function keyOf([month, day]: Date2): number {
  return month * 100 + day;
}

/** Easter Sunday, days since 1970-01-01 (Meeus, Astronomical Algorithms, 1991, chapter 8: Butcher's rule). */
export function easter(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1) / DAY_MS;
}
