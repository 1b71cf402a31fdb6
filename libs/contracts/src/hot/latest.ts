import type { MetricValue } from '../telemetry/reading.v1.js';

/** The values a device showed last; older than this they are history, not a state (systems.md V8: 3600 s). */
export const LATEST_LIFETIME_MS = 3_600_000;

/** `latest:{site}:{device}` (systems.md S8), by ids. Ingestion alone writes it. */
export function latestKey(siteId: string, deviceId: string): string {
  return `latest:${siteId}:${deviceId}`;
}

/** A hot value as its key holds it, as JSON: the newest of each metric, and when the newest of all was measured. */
export interface LatestValue {
  /** ms since 1970. */
  readonly at: number;
  readonly values: Readonly<Record<string, MetricValue>>;
}
