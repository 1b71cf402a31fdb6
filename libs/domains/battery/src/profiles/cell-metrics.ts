import type { MetricDefinition } from '@fieldline/domain-pack';
import { LARGEST_TEMPERATURE_STEP_K } from './pack-metrics.js';

const ARRAY = { kind: 'gauge', type: 'number[]', stalenessSeconds: 300 } as const;

/** One element a cell, in the order in which they are wired, from the negative end. */
export const cellMetrics: readonly MetricDefinition[] = [
  {
    metric: 'cellVoltages',
    unit: 'V',
    min: -1,
    max: 5.5,
    reason: 'No lithium-ion chemistry charges above 5 V (LNMO, the highest, to 4.95 V); below 0 V a cell is reversed.',
    ...ARRAY,
  },
  {
    metric: 'cellTemperatures',
    unit: 'Cel',
    min: -80,
    max: 1200,
    largestStep: LARGEST_TEMPERATURE_STEP_K,
    reason:
      'Below any electrolyte’s freezing; above, type K sensors (IEC 60584-1) follow a cell into thermal runaway, 800 °C and more.',
    ...ARRAY,
  },
  {
    metric: 'cellBalancing',
    unit: '1',
    min: 0,
    max: 1,
    reason: '1 while the cell is being balanced, else 0.',
    ...ARRAY,
  },
];
