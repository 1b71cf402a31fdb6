import { DateTime } from 'luxon';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Zones change their offset at quarters of an hour, if at all. */
const QUARTER_MS = 15 * MINUTE_MS;
const THURSDAY = 4; // 1 January 1970

/** What the clock on the wall shows: 02:30 comes twice or never on days of change. */
export interface LocalTime {
  /** Local days since 1970. */
  readonly day: number;
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number;
  /** Hours since local midnight with their fraction, [0, 24). */
  readonly hour: number;
  /** The same in minutes, [0, 1440). */
  readonly minute: number;
}

/** The clock on the wall of a place, daylight saving included, both ways; times are ms since 1970. */
export interface LocalClock {
  /** Quick when asked for neighbouring times. */
  (at: number): LocalTime;
  /** When the clock shows `minute` on `day`; of two such times one, of a time left out one beside it. */
  instant(day: number, minute: number): number;
}

/** The clock of a zone. Throws RangeError for no IANA zone. */
export function localClock(timeZone: string): LocalClock {
  if (!DateTime.fromMillis(0, { zone: timeZone }).isValid) throw new RangeError(`'${timeZone}' is no IANA time zone`);
  let quarter = NaN;
  let offsetMs = 0;
  const offset = (at: number): number => {
    const now = Math.floor(at / QUARTER_MS);
    if (now !== quarter) {
      quarter = now;
      offsetMs = DateTime.fromMillis(at, { zone: timeZone }).offset * MINUTE_MS;
    }
    return offsetMs;
  };
  const show = (at: number): LocalTime => {
    const local = at + offset(at);
    const day = Math.floor(local / DAY_MS);
    const sinceMidnight = local - day * DAY_MS;
    return { day, weekday: weekdayOf(day), hour: sinceMidnight / HOUR_MS, minute: sinceMidnight / MINUTE_MS };
  };
  const instant = (day: number, minute: number): number => {
    const local = day * DAY_MS + minute * MINUTE_MS;
    return local - offset(local - offset(local));
  };
  return Object.assign(show, { instant });
}

/** 1 Monday … 7 Sunday of a local day, counted since 1970. */
export function weekdayOf(day: number): number {
  return ((((day + THURSDAY - 1) % 7) + 7) % 7) + 1;
}
