const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A session ends so long after it was last used … */
export const SESSION_IDLE_MS = 12 * HOUR_MS;
/** … and so long after signing in, whatever happens. */
export const SESSION_LONGEST_MS = 7 * 24 * HOUR_MS;
/** So often its use is written down. */
export const SESSION_TOUCH_MS = MINUTE_MS;

/** When a session ends that was last used at `lastSeenAt`. Times are ms since 1970. */
export function sessionEnd(createdAt: number, lastSeenAt: number): number {
  return Math.min(lastSeenAt + SESSION_IDLE_MS, createdAt + SESSION_LONGEST_MS);
}
