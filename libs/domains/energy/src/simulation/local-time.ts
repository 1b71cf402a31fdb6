import { localClock } from '@fieldline/domain-pack';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** 1970-01-01 was a Thursday; 0 is Monday. */
const WEEKDAY_OF_EPOCH = 3;

/** The clock on the wall of a place, daylight saving included, both ways. */
export class LocalTime {
  readonly #clock: ReturnType<typeof localClock>;

  constructor(timeZone: string) {
    this.#clock = localClock(timeZone);
  }

  /** Days since 1970-01-01 by local date. */
  day(at: number): number {
    return this.#clock(at).day;
  }

  /** Minutes since local midnight by the wall clock, with fraction: 02:30 comes twice or never on days of change. */
  minute(at: number): number {
    return Math.round(this.#clock(at).hour * HOUR_MS) / MINUTE_MS;
  }

  /** When the wall clock shows `minute` on `day`; of two such times one, of a time left out one beside it. */
  instant(day: number, minute: number): number {
    const local = day * DAY_MS + minute * MINUTE_MS;
    return local - this.#offset(local - this.#offset(local));
  }

  #offset(at: number): number {
    const { day, hour } = this.#clock(at);
    // offsets are full minutes, so the rounding error of the hour does not count
    return Math.round((day * DAY_MS + hour * HOUR_MS - at) / MINUTE_MS) * MINUTE_MS;
  }
}

/** 0 Monday … 6 Sunday. */
export function weekday(day: number): number {
  return (((day + WEEKDAY_OF_EPOCH) % 7) + 7) % 7;
}
