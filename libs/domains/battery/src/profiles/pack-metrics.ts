import type { MetricDefinition } from '@fieldline/domain-pack';

const LIVE = { kind: 'gauge', type: 'number', stalenessSeconds: 300 } as const;
const SLOW = { kind: 'gauge', type: 'number', stalenessSeconds: 3600 } as const;

/** 10 kW, a dead short, in one cell of 5 kg and 1 kJ/(kg K) is 2 K/s: in a reading of 10 s no more than this. */
export const LARGEST_TEMPERATURE_STEP_K = 20;

/** The pack as a whole. */
export const packMetrics: readonly MetricDefinition[] = [
  {
    metric: 'voltage',
    unit: 'V',
    min: 0,
    max: 1500,
    reason: 'Low voltage ends at 1,500 V DC (IEC 60038); storage strings stay at or below it.',
    ...LIVE,
  },
  {
    metric: 'current',
    unit: 'A',
    min: -2000,
    max: 2000,
    reason: 'Measurement shunts for batteries end at about 2,000 A.',
    ...LIVE,
  },
  {
    metric: 'power',
    unit: 'W',
    min: -3e6,
    max: 3e6,
    reason: 'Largest voltage × largest current.',
    ...LIVE,
  },
  {
    metric: 'temperature',
    unit: 'Cel',
    min: -80,
    max: 1200,
    largestStep: LARGEST_TEMPERATURE_STEP_K,
    reason: 'As for cellTemperatures, of which it is the mean.',
    ...LIVE,
  },
  {
    metric: 'stateOfCharge',
    unit: '%',
    min: 0,
    max: 100,
    reason: 'A share by definition: empty to full.',
    ...LIVE,
  },
  {
    metric: 'stateOfHealth',
    unit: '%',
    min: 0,
    max: 120,
    reason: 'Of the nominal capacity; new cells often hold a few per cent more than that.',
    ...SLOW,
  },
  {
    metric: 'internalResistance',
    unit: 'Ohm',
    min: 0,
    max: 10,
    reason: 'A pack in order has milliohms; with 10 Ω a 48 V pack could not deliver 60 W.',
    ...SLOW,
  },
  {
    metric: 'remainingCapacity',
    unit: 'A.h',
    min: 0,
    max: 20_000,
    reason: 'Battery monitors let their owners set up to 9,999 A·h; twice that for banks in parallel.',
    ...LIVE,
  },
  {
    metric: 'chargeDrawn',
    unit: 'A.h',
    min: -1e5,
    max: 1e5,
    reason: 'Net, since the monitor’s zero (mostly the last full charge): five of the largest capacities either way.',
    ...LIVE,
  },
  {
    metric: 'cycles',
    unit: '1',
    kind: 'counter',
    type: 'number',
    min: 0,
    max: 100_000,
    reason: 'Equivalent full cycles; titanate cells, the longest lived, are rated for 20,000 to 30,000.',
    stalenessSeconds: 3600,
  },
  {
    metric: 'timeToGo',
    unit: 's',
    min: 0,
    max: 31_536_000,
    reason: 'A year; monitors show 10 days at most, and none while charging.',
    ...LIVE,
  },
];
