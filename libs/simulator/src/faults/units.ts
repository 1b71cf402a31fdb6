import type { MetricDefinition, SimulatedValues } from '@fieldline/domain-pack';
import { payloadOf } from '../sender/sending.js';
import { once, type BeginEpisode, type Turn } from './fault.js';

/** Milli taken for the unit itself. */
const FACTOR = 1000;

/** One value in the wrong unit, a thousand times too large and thereby out of its range; the others are as they were. */
export const units: BeginEpisode = (turn, random) => {
  const victims = turn.metrics.filter((metric) => leavesRange(metric, turn.values[metric.metric]));
  const victim = victims[Math.floor(random.fraction() * victims.length)];
  // alone it would take the whole reading with it
  if (victim === undefined || Object.keys(turn.values).length < 2) return undefined;
  return once((at) => wrongUnit(at, victim.metric));
};

function wrongUnit({ at, values, counting }: Turn, metric: string): ReturnType<Parameters<typeof once>[0]> {
  const { [metric]: right, ...stored }: SimulatedValues = values;
  const reading = counting.take(at, { ...values, [metric]: (right as number) * FACTOR });
  return { send: [{ payload: payloadOf(reading), stored }], faults: 1 };
}

function leavesRange(metric: MetricDefinition, value: unknown): boolean {
  const { min = -Infinity, max = Infinity, scale, offset, keyPath } = metric;
  if (typeof value !== 'number' || scale !== undefined || offset !== undefined || keyPath !== undefined) return false;
  return value * FACTOR > max || value * FACTOR < min;
}
