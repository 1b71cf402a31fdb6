import type { MetricDefinition } from '../profile-definition.js';

/** Something that is so or not. */
export function flag(metric: string, stalenessSeconds: number): MetricDefinition {
  return { metric, unit: '1', kind: 'state', type: 'boolean', stalenessSeconds };
}

/** Something told in words: one of `states`, or any where none are given. */
export function textState(metric: string, stalenessSeconds: number, states?: readonly string[]): MetricDefinition {
  const words = states === undefined ? {} : { states: [...states] };
  return { metric, unit: '1', kind: 'state', type: 'string', ...words, stalenessSeconds };
}
