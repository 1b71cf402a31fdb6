/** How long raw values live: 24 h (V3), 30 d (A3), 90 d (B10), or without end (`history`, for replay and backfill). */
export const LIFETIME_CLASSES = ['raw-24h', 'raw-30d', 'raw-90d', 'history'] as const;
export type LifetimeClass = (typeof LIFETIME_CLASSES)[number];
