import { DateTime } from 'luxon';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Zones change their offset at quarters of an hour, if at all. */
const QUARTER_MS = 15 * MINUTE_MS;
const THURSDAY = 4; // 1 January 1970

/** What the clock on the wall shows. */
export interface LocalTime {
  /** Local days since 1970. */
  readonly day: number;
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number;
  /** Hours since local midnight with their fraction, [0, 24). */
  readonly hour: number;
}

/** Local time of a zone by ms since 1970; quick when asked for neighbouring times. Throws RangeError for no IANA zone. */
export function localClock(timeZone: string): (at: number) => LocalTime {
  if (!DateTime.fromMillis(0, { zone: timeZone }).isValid) throw new RangeError(`'${timeZone}' is no IANA time zone`);
  let quarter = NaN;
  let offsetMs = 0;
  return (at) => {
    const now = Math.floor(at / QUARTER_MS);
    if (now !== quarter) {
      quarter = now;
      offsetMs = DateTime.fromMillis(at, { zone: timeZone }).offset * MINUTE_MS;
    }
    const local = at + offsetMs;
    const day = Math.floor(local / DAY_MS);
    return { day, weekday: ((((day + THURSDAY - 1) % 7) + 7) % 7) + 1, hour: (local - day * DAY_MS) / 3_600_000 };
  };
}
