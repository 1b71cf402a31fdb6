const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Fleets of at most so many devices begin with the day. Living through a whole one takes up to 0.1 s of a core for each
 * device, which a larger fleet would need for minutes before it could send.
 */
export const WHOLE_DAY_DEVICES = 250;

/**
 * When the lives of a run begin that sends from `startAt` (ms since 1970) on: the UTC midnight before, of more than
 * {@link WHOLE_DAY_DEVICES} devices the full hour. So runs that start on one day, or in one hour, live in one world.
 */
export function lifeBegin(startAt: number, devices: number): number {
  const period = devices > WHOLE_DAY_DEVICES ? HOUR_MS : DAY_MS;
  return Math.floor(startAt / period) * period;
}
