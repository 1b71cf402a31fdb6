import type { MetricDefinition } from '@fieldline/domain-pack';

const COUNTER = { kind: 'counter', type: 'number', min: 0, stalenessSeconds: 3600 } as const;
const LIMIT = { kind: 'gauge', type: 'number', stalenessSeconds: 300 } as const;
const LIFE = 'A bank of 20,000 A·h and 1,500 V, the largest of this profile, through 1,000 full cycles';

/** What battery monitors (coulomb counters) and managers tell beside B1: totals of the battery's life, and what they allow. */
export const monitorMetrics: readonly MetricDefinition[] = [
  { metric: 'energyCharged', unit: 'W.h', max: 3e10, reason: `${LIFE}.`, ...COUNTER },
  { metric: 'energyDischarged', unit: 'W.h', max: 3e10, reason: `${LIFE}.`, ...COUNTER },
  { metric: 'totalChargeDrawn', unit: 'A.h', max: 2e7, reason: `${LIFE}.`, ...COUNTER },
  {
    metric: 'timeSinceFullCharge',
    unit: 's',
    min: 0,
    max: 1e9,
    reason: '32 years is longer than any battery serves.',
    ...LIMIT,
  },
  { metric: 'chargeVoltageLimit', unit: 'V', min: 0, max: 1500, reason: 'As for voltage.', ...LIMIT },
  { metric: 'chargeCurrentLimit', unit: 'A', min: 0, max: 2000, reason: 'As for current.', ...LIMIT },
  { metric: 'dischargeCurrentLimit', unit: 'A', min: 0, max: 2000, reason: 'As for current.', ...LIMIT },
];
