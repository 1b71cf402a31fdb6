import type { LifetimeClass } from '@fieldline/contracts';

const DAY_MS = 86_400_000;

/** How long a class keeps raw values, ms; Infinity for `history`. Sources: systems.md V3 (24 h), A3 (30 d), B10 (90 d). */
export const LIFETIME_MS: Readonly<Record<LifetimeClass, number>> = {
  'raw-24h': DAY_MS,
  'raw-30d': 30 * DAY_MS,
  'raw-90d': 90 * DAY_MS,
  history: Infinity,
};

export function isExpired(lifetime: LifetimeClass, measuredAt: number, now: number): boolean {
  return now - measuredAt > LIFETIME_MS[lifetime];
}
