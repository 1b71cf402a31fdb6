import type { MetricDefinition } from '@fieldline/domain-pack';

type Bounds = Pick<MetricDefinition, 'unit' | 'min' | 'max' | 'reason' | 'largestStep'>;

/** Levels told once in `intervalSeconds`; two may be missed before they count as stale. */
export function recordedGauge(intervalSeconds: number): (metric: string, bounds: Bounds) => MetricDefinition {
  return (metric, bounds) => ({
    metric,
    ...bounds,
    kind: 'gauge',
    type: 'number',
    stalenessSeconds: 3 * intervalSeconds,
  });
}

export const PLATINUM = 'Platinum resistance thermometers span −200 to 850 °C (IEC 60751:2022)';
