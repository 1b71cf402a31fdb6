import type { MetricDefinition } from '../profile-definition.js';
import { textState } from './state.js';

/** Seconds since what tells it started, up to 32 years; `reason` says why it serves no longer. */
export function uptime(stalenessSeconds: number, reason: string): MetricDefinition {
  return { metric: 'uptime', unit: 's', kind: 'counter', type: 'number', min: 0, max: 1e9, reason, stalenessSeconds };
}

/** Told at least once a day. */
export const firmwareVersion: MetricDefinition = textState('firmwareVersion', 86_400);
