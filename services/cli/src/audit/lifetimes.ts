const DAY_MS = 86_400_000;

/** How long raw values are kept, ms; `history` and what is not known here have no end (systems.md V3, A3, B10). */
const LIFETIMES: Readonly<Record<string, number>> = {
  'raw-24h': DAY_MS,
  'raw-30d': 30 * DAY_MS,
  'raw-90d': 90 * DAY_MS,
};

/** Whether the store may have let it go, or may never have taken it. */
export function hasExpired(lifetime: string, measuredAt: number, now: number): boolean {
  return now - measuredAt > (LIFETIMES[lifetime] ?? Infinity);
}
