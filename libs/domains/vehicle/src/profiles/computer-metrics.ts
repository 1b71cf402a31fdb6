import { gaugesStaleAfter, uptime, type MetricDefinition } from '@fieldline/domain-pack';

const STALE_SECONDS = 300;
const gauge = gaugesStaleAfter(STALE_SECONDS);
const share = (metric: string, reason: string): MetricDefinition =>
  gauge(metric, { unit: '%', min: 0, max: 100, reason });

/** What the on-board computer tells of itself (systems.md V1). */
export const computerMetrics: readonly MetricDefinition[] = [
  share('cpuUsage', 'A share of all cores together, as /proc/stat gives it: no more than all of them.'),
  share('memoryUsage', 'A share of the memory fitted.'),
  gauge('networkLatency', {
    unit: 'ms',
    min: 0,
    max: 60_000,
    reason: 'Round trip; an answer later than a minute is no answer.',
  }),
  share('batteryLevel', 'State of charge by definition: empty to full.'),
  share('environmentalScore', 'Made of two shares that together reach 100; see the package README.'),
  {
    metric: 'networkReceived',
    unit: 'By',
    kind: 'absolute',
    type: 'number',
    min: 0,
    max: 1e12,
    reason: 'Between two readings: 10 Gbit/s, the fastest Ethernet in vehicles (IEEE 802.3ch), for 13 minutes.',
    stalenessSeconds: STALE_SECONDS,
  },
  uptime(STALE_SECONDS, 'Since the computer started; 32 years is longer than any vehicle computer serves.'),
];
