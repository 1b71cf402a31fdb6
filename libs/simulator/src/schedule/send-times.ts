/** Times are whole hundredths of a second, as many devices give them. */
const GRAIN_MS = 10;
/** Its multiples fall evenly, however many there are (Weyl 1916). */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** When a device sends: every `intervalMs` from `firstAt` on. */
export interface SendTimes {
  readonly firstAt: number;
  readonly intervalMs: number;
}

/** Times of device `index` from `startAt` on; those of many devices lie evenly over their interval. */
export function sendTimes(index: number, intervalMs: number, startAt: number): SendTimes {
  const rounded = Math.max(1, Math.round(intervalMs / GRAIN_MS)) * GRAIN_MS;
  const share = ((index + 0.5) * GOLDEN) % 1;
  const phase = Math.floor((share * rounded) / GRAIN_MS) * GRAIN_MS;
  return { firstAt: onGrain(startAt) + phase, intervalMs: rounded };
}

/** The first of the times after `after`. */
export function nextSendTime({ firstAt, intervalMs }: SendTimes, after: number): number {
  return after < firstAt ? firstAt : firstAt + (Math.floor((after - firstAt) / intervalMs) + 1) * intervalMs;
}

/** The next whole hundredth of a second. */
export function onGrain(at: number): number {
  return Math.ceil(at / GRAIN_MS) * GRAIN_MS;
}
