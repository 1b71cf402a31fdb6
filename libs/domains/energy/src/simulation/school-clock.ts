/** Everything in a school goes on in steps of this length, at full multiples of it since 1970; in between nothing changes. */
export const STEP_MS = 30_000;

const DAY_MS = 86_400_000;

/**
 * Where the life of a school begins so that it is well under way at `startAt`: the midnight (UTC) before. All devices of a
 * school that start on one day so live in one and the same world, though each computes it by itself.
 */
export function lifeBegins(startAt: number): number {
  return Math.floor(startAt / DAY_MS) * DAY_MS;
}
