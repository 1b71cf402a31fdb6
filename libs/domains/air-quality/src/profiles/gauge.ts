import { gaugesStaleAfter, type GaugeRange, type MetricDefinition } from '@fieldline/domain-pack';

/** Monitoring networks report hourly; a station without a value for two hours has fallen silent. */
const SILENT_AFTER_SECONDS = 7200;

const level = gaugesStaleAfter(SILENT_AFTER_SECONDS);

/** A level that a station measures, in the bounds of its instruments. */
export function gauge(metric: string, bounds: Omit<GaugeRange, 'reason'>, reason: string): MetricDefinition {
  return level(metric, { ...bounds, reason });
}
