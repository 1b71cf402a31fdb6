import { numberText, unitText } from '../../app/format.js';

/** A metric as the API describes it; what the pages need of it. */
export interface ProfileMetric {
  readonly metric: string;
  /** UCUM, in which it is stored. */
  readonly unit: string;
  readonly kind: 'gauge' | 'counter' | 'absolute' | 'state';
  readonly type: 'number' | 'boolean' | 'string' | 'number[]';
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly states?: readonly string[] | undefined;
  readonly stalenessSeconds: number;
  readonly keyPath?: readonly string[] | undefined;
  readonly scale?: number | undefined;
  readonly offset?: number | undefined;
  readonly arrivesIn?: string | undefined;
}

/** Keys from the outside in, inside the payload's values. */
export function keyPathOf(metric: ProfileMetric): readonly string[] {
  return metric.keyPath ?? [metric.metric];
}

/** What a metric takes, for people: `0 to 5 V`. */
export function wantedOf(metric: ProfileMetric): string {
  const { type, unit, min, max, states } = metric;
  if (states !== undefined) return `one of ${states.join(', ')}`;
  if (type === 'boolean') return 'true or false';
  if (type === 'string') return 'a text';
  const range = rangeText(min, max);
  const symbol = unitText(unit);
  const inUnit = symbol === '' ? range : `${range} ${symbol}`;
  const { arrivesIn } = metric;
  const arriving = arrivesIn === undefined || arrivesIn === unit ? '' : `, sent in ${unitText(arrivesIn)}`;
  return `${type === 'number[]' ? `numbers, each ${inUnit}` : inUnit}${arriving}`;
}

function rangeText(min: number | undefined, max: number | undefined): string {
  if (min !== undefined && max !== undefined) return `${numberText(min)} to ${numberText(max)}`;
  if (min !== undefined) return `${numberText(min)} or more`;
  return max === undefined ? 'a number' : `at most ${numberText(max)}`;
}

/** What is stored of a number that was sent. */
export function storedNumber({ scale, offset }: ProfileMetric, sent: number): number {
  return sent * (scale ?? 1) + (offset ?? 0);
}

export function withinRange(metric: ProfileMetric, sent: number): boolean {
  const stored = storedNumber(metric, sent);
  return Number.isFinite(stored) && stored >= (metric.min ?? -Infinity) && stored <= (metric.max ?? Infinity);
}
