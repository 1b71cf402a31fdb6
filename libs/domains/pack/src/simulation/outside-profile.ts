import type { MetricSpec, MetricValue } from '@fieldline/contracts';
import type { SimulatedValues } from './sample-fleet.js';

/** What a profile with these metrics does not take of what a device tells, each as `metric = value`: of a sound fleet nothing. */
export function outsideProfile(values: SimulatedValues, metrics: readonly MetricSpec[]): readonly string[] {
  return Object.entries(values)
    .filter(([name, value]) => {
      const spec = metrics.find(({ metric }) => metric === name);
      return spec === undefined || !takes(spec, value);
    })
    .map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
}

function takes({ type, states, min = -Infinity, max = Infinity }: MetricSpec, value: MetricValue): boolean {
  const inRange = (number: unknown) =>
    typeof number === 'number' && Number.isFinite(number) && number >= min && number <= max;
  if (type === 'number[]') return Array.isArray(value) && value.length > 0 && value.every(inRange);
  if (type === 'number') return inRange(value);
  return typeof value === type && (states === undefined || states.includes(value as string));
}
