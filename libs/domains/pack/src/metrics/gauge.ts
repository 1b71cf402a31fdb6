import type { MetricDefinition } from '../profile-definition.js';

/** What differs from one level to another. */
export type GaugeRange = Pick<MetricDefinition, 'unit' | 'min' | 'max' | 'largestStep' | 'reason'>;

/** Makes levels that count as stale after so many seconds without a value. */
export function gaugesStaleAfter(stalenessSeconds: number): (metric: string, range: GaugeRange) => MetricDefinition {
  return (metric, range) => ({ metric, kind: 'gauge', type: 'number', ...range, stalenessSeconds });
}
