import type { MetricSpec } from '@fieldline/contracts';

type Placed = Pick<MetricSpec, 'metric' | 'keyPath'>;

/**
 * Why two metrics of a profile cannot both be found in a payload, in words for whoever wrote it: at one place of it there is
 * a value or an object, not both. Undefined when all can.
 */
export function pathConflict(metrics: readonly Placed[]): string | undefined {
  for (const [at, one] of metrics.entries()) {
    const other = metrics.slice(0, at).find((before) => startsWith(pathOf(one), pathOf(before)));
    if (other !== undefined) return `${placed(other)} and ${placed(one)} cannot both be there; move one of them`;
  }
  return undefined;
}

function pathOf({ metric, keyPath }: Placed): readonly string[] {
  return keyPath ?? [metric];
}

/** Whether one of the two begins with the other. */
function startsWith(a: readonly string[], b: readonly string[]): boolean {
  const common = Math.min(a.length, b.length);
  return a.slice(0, common).every((key, at) => key === b[at]);
}

function placed(spec: Placed): string {
  return `metric '${spec.metric}' at ${pathOf(spec).join('.')}`;
}
