import type { ProfileMetric } from '../../parts/diff/profile-metric.js';

/** The metrics of a profile, those first that its hints name first. */
export function inOrder<M extends Pick<ProfileMetric, 'metric'>>(
  metrics: readonly M[],
  order: readonly string[],
): readonly M[] {
  const place = (metric: M): number => {
    const index = order.indexOf(metric.metric);
    return index < 0 ? order.length + metrics.indexOf(metric) : index;
  };
  return [...metrics].sort((one, other) => place(one) - place(other));
}

/** How a metric is best drawn over time. */
export function drawingOf({ type }: Pick<ProfileMetric, 'type'>): 'line' | 'strip' | 'cells' {
  if (type === 'number[]') return 'cells';
  return type === 'number' ? 'line' : 'strip';
}

const SHOWN_AT_FIRST = 4;

/**
 * What the address names, as far as the profile has it; else the first few that are lines, of those that were `sent` where
 * any was: a device seldom sends all that its profile knows.
 */
export function chosenMetrics(
  metrics: readonly ProfileMetric[],
  named: string | null,
  sent: readonly string[] = [],
): readonly string[] {
  const wanted = named?.split(',') ?? [];
  const had = metrics.filter(({ metric, type }) => type !== 'number[]' && wanted.includes(metric));
  if (had.length > 0) return had.map(({ metric }) => metric);
  const drawn = (drawing: 'line' | 'strip'): readonly ProfileMetric[] =>
    metrics.filter((metric) => drawingOf(metric) === drawing);
  const isSent = ({ metric }: ProfileMetric): boolean => sent.includes(metric);
  const choices = [drawn('line').filter(isSent), drawn('strip').filter(isSent), drawn('line'), drawn('strip')];
  const shown = choices.find((choice) => choice.length > 0) ?? [];
  return shown.slice(0, SHOWN_AT_FIRST).map(({ metric }) => metric);
}
