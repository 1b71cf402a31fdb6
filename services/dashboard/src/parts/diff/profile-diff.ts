import { wantedOf, type ProfileMetric } from './profile-metric.js';

export interface MetricChange {
  readonly metric: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** What of it, as `was → is`. */
  readonly details: readonly string[];
}

/** What one version of a profile changed of another. */
export function diffProfiles(
  before: readonly ProfileMetric[],
  after: readonly ProfileMetric[],
): readonly MetricChange[] {
  const old = new Map(before.map((metric) => [metric.metric, metric]));
  const kept = new Set(after.map(({ metric }) => metric));
  const changes = after.flatMap((metric): MetricChange[] => {
    const was = old.get(metric.metric);
    if (was === undefined) return [{ metric: metric.metric, change: 'added', details: [wantedOf(metric)] }];
    const details = changedFields(was, metric);
    return details.length === 0 ? [] : [{ metric: metric.metric, change: 'changed', details }];
  });
  const removed = before
    .filter(({ metric }) => !kept.has(metric))
    .map((metric): MetricChange => ({ metric: metric.metric, change: 'removed', details: [wantedOf(metric)] }));
  return [...changes, ...removed];
}

function changedFields(was: ProfileMetric, is: ProfileMetric): readonly string[] {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])] as (keyof ProfileMetric)[];
  return names
    .filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]))
    .map((name) => `${name}: ${fieldText(was[name])} → ${fieldText(is[name])}`);
}

function fieldText(value: ProfileMetric[keyof ProfileMetric]): string {
  if (value === undefined) return 'none';
  return typeof value === 'object' ? value.join(', ') : String(value);
}
