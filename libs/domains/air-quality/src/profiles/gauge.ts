import type { MetricDefinition } from '@fieldline/domain-pack';

/** Monitoring networks report hourly; a station without a value for two hours has fallen silent. */
const SILENT_AFTER_SECONDS = 7200;

type Bounds = Pick<MetricDefinition, 'unit' | 'min' | 'max' | 'largestStep'>;

/** A level that a station measures, in the bounds of its instruments. */
export function gauge(metric: string, bounds: Bounds, reason: string): MetricDefinition {
  return { metric, kind: 'gauge', type: 'number', ...bounds, reason, stalenessSeconds: SILENT_AFTER_SECONDS };
}
