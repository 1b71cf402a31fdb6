/** Times are whole hundredths of a second, as many devices give them. */
const GRAIN_MS = 10;
/** Its multiples fall evenly, however many there are (Weyl 1916). */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** When a device sends: `offsetMs` after each multiple of `intervalMs` since 1970, whenever its run begins. */
export interface SendTimes {
  readonly offsetMs: number;
  readonly intervalMs: number;
}

/** Times of device `index`; those of many devices lie evenly over their interval. */
export function sendTimes(index: number, intervalMs: number): SendTimes {
  const rounded = Math.max(1, Math.round(intervalMs / GRAIN_MS)) * GRAIN_MS;
  const share = ((index + 0.5) * GOLDEN) % 1;
  return { offsetMs: Math.floor((share * rounded) / GRAIN_MS) * GRAIN_MS, intervalMs: rounded };
}

/** The first of the times after `after`, ms since 1970. */
export function nextSendTime({ offsetMs, intervalMs }: SendTimes, after: number): number {
  return offsetMs + (Math.floor((after - offsetMs) / intervalMs) + 1) * intervalMs;
}

/** The next whole hundredth of a second. */
export function onGrain(at: number): number {
  return Math.ceil(at / GRAIN_MS) * GRAIN_MS;
}
