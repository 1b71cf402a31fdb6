import type { MetricDefinition } from '@fieldline/domain-pack';

const LIVE = { stalenessSeconds: 300 } as const;
const GAUGE = { kind: 'gauge', type: 'number', ...LIVE } as const;
const alarm = (metric: string): MetricDefinition => ({ metric, unit: '1', kind: 'state', type: 'boolean', ...LIVE });

/** The management system's judgement, and itself. */
export const managementMetrics: readonly MetricDefinition[] = [
  alarm('overVoltageAlarm'),
  alarm('underVoltageAlarm'),
  alarm('overCurrentAlarm'),
  alarm('overTemperatureAlarm'),
  // An alarm warns; a protection has opened the charging or the discharging switch.
  {
    metric: 'protection',
    unit: '1',
    kind: 'state',
    type: 'string',
    states: ['none', 'over-voltage', 'under-voltage', 'over-current', 'over-temperature'],
    ...LIVE,
  },
  {
    metric: 'balancingCurrent',
    unit: 'A',
    min: -20,
    max: 20,
    reason:
      'Drawn from a cell while balancing: tenths of an ampere through resistors; the largest active balancers move 15 A.',
    ...GAUGE,
  },
  {
    metric: 'mosfetTemperature',
    unit: 'Cel',
    min: -80,
    max: 200,
    reason: 'Silicon switches are rated to a junction of 175 °C.',
    ...GAUGE,
  },
  {
    metric: 'dataQuality',
    unit: '1',
    min: 0,
    max: 1,
    reason: 'A share by definition: 1 where every measurement of the interval arrived.',
    ...GAUGE,
  },
  { metric: 'source', unit: '1', kind: 'state', type: 'string', stalenessSeconds: 86_400 },
  { metric: 'firmwareVersion', unit: '1', kind: 'state', type: 'string', stalenessSeconds: 86_400 },
  {
    metric: 'communicationLatency',
    unit: 'ms',
    min: 0,
    max: 60_000,
    reason: 'An answer later than a minute is no answer.',
    ...GAUGE,
  },
  {
    metric: 'uptime',
    unit: 's',
    kind: 'counter',
    type: 'number',
    min: 0,
    max: 1e9,
    reason: 'Since the management system started; 32 years is longer than any serves.',
    ...LIVE,
  },
];
