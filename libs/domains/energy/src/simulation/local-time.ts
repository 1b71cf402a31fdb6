const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Zones change their clocks only at full quarters of an hour UTC (IANA time zone database, since 1972). */
const QUARTER_MS = 15 * MINUTE_MS;
/** 1970-01-01 was a Thursday; 0 is Monday. */
const WEEKDAY_OF_EPOCH = 3;

/** The clock on the wall of a place, daylight saving included. */
export class LocalTime {
  readonly #format: Intl.DateTimeFormat;
  /** The offset is known from `#from` to `#to`, exclusive. */
  #from = 0;
  #to = 0;
  #offsetMs = 0;

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  }

  /** Days since 1970-01-01 by local date. */
  day(at: number): number {
    return Math.floor((at + this.#offset(at)) / DAY_MS);
  }

  /** Minutes since local midnight by the wall clock, with fraction: 02:30 comes twice or never on days of change. */
  minute(at: number): number {
    const local = at + this.#offset(at);
    return (local - Math.floor(local / DAY_MS) * DAY_MS) / MINUTE_MS;
  }

  /** When the wall clock shows `minute` on `day`; of two such times one, of a time left out one beside it. */
  instant(day: number, minute: number): number {
    const local = day * DAY_MS + minute * MINUTE_MS;
    return local - this.#offset(local - this.#offset(local));
  }

  #offset(at: number): number {
    if (at < this.#from || at >= this.#to) this.#look(at);
    return this.#offsetMs;
  }

  /** Asks for a whole day (UTC), or for a quarter of an hour on a day of change: formatting takes 20 µs. */
  #look(at: number): void {
    const day = Math.floor(at / DAY_MS) * DAY_MS;
    const changes = this.#ask(day) !== this.#ask(day + DAY_MS);
    const length = changes ? QUARTER_MS : DAY_MS;
    this.#from = Math.floor(at / length) * length;
    this.#to = this.#from + length;
    this.#offsetMs = this.#ask(this.#from);
  }

  #ask(at: number): number {
    return offsetOf(this.#format.formatToParts(at));
  }
}

/** 0 Monday … 6 Sunday. */
export function weekday(day: number): number {
  return (((day + WEEKDAY_OF_EPOCH) % 7) + 7) % 7;
}

/** `GMT`, or `GMT+05:30`. */
function offsetOf(parts: readonly Intl.DateTimeFormatPart[]): number {
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)$/.exec(name) ?? [];
  if (hours === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}
