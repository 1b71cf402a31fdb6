import type { MetricDefinition } from '@fieldline/domain-pack';
import { CELL_TEMPERATURE, CELL_VOLTAGE } from './cell-ranges.js';
import { LARGEST_TEMPERATURE_STEP_K } from './pack-metrics.js';

const ARRAY = { kind: 'gauge', type: 'number[]', stalenessSeconds: 300 } as const;

/** One element a cell, in the order in which they are wired, from the negative end. */
export const cellMetrics: readonly MetricDefinition[] = [
  { metric: 'cellVoltages', ...CELL_VOLTAGE, ...ARRAY },
  { metric: 'cellTemperatures', ...CELL_TEMPERATURE, largestStep: LARGEST_TEMPERATURE_STEP_K, ...ARRAY },
  {
    metric: 'cellBalancing',
    unit: '1',
    min: 0,
    max: 1,
    reason: '1 while the cell is being balanced, else 0.',
    ...ARRAY,
  },
];
