import { textState, type MetricDefinition } from '@fieldline/domain-pack';

/** Events are told when they happen; they say nothing about the day after. */
const text = (metric: string, states?: readonly string[]): MetricDefinition => textState(metric, 86_400, states);

export const EVENT_SEVERITIES = ['info', 'warning', 'error', 'critical'] as const;
/** noted: over when it is told; raised and cleared: the two ends of something that lasts. */
export const EVENT_STATUSES = ['noted', 'raised', 'cleared'] as const;

/** System events (systems.md V2): all five travel together, in the reading of the moment in which something happened. */
export const eventMetrics: readonly MetricDefinition[] = [
  text('eventType'),
  text('severity', EVENT_SEVERITIES),
  text('description'),
  text('component'),
  text('status', EVENT_STATUSES),
];
