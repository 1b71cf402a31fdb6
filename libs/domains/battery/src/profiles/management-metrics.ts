import { firmwareVersion, flag, textState, uptime, type MetricDefinition } from '@fieldline/domain-pack';

const STALE_SECONDS = 300;
const GAUGE = { kind: 'gauge', type: 'number', stalenessSeconds: STALE_SECONDS } as const;

/** The management system's judgement, and itself. */
export const managementMetrics: readonly MetricDefinition[] = [
  flag('overVoltageAlarm', STALE_SECONDS),
  flag('underVoltageAlarm', STALE_SECONDS),
  flag('overCurrentAlarm', STALE_SECONDS),
  flag('overTemperatureAlarm', STALE_SECONDS),
  // An alarm warns; a protection has opened the charging or the discharging switch.
  textState('protection', STALE_SECONDS, ['none', 'over-voltage', 'under-voltage', 'over-current', 'over-temperature']),
  {
    metric: 'balancingCurrent',
    unit: 'A',
    min: -20,
    max: 20,
    reason:
      'Drawn from a cell while balancing: tenths of an ampere through resistors; the largest active balancers move 15 A, with a margin.',
    ...GAUGE,
  },
  {
    metric: 'mosfetTemperature',
    unit: 'Cel',
    min: -80,
    max: 200,
    reason: 'Silicon switches are rated to a junction of 175 °C, with a margin; cold as for the cells.',
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
  textState('source', 86_400),
  firmwareVersion,
  {
    metric: 'communicationLatency',
    unit: 'ms',
    min: 0,
    max: 60_000,
    reason: 'An answer later than a minute is no answer.',
    ...GAUGE,
  },
  uptime(STALE_SECONDS, 'Since the management system started; 32 years is longer than any serves.'),
];
