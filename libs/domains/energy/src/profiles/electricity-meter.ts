import type { MetricDefinition, ProfileDefinition } from '@fieldline/domain-pack';
import { energyCounter, gauge, mainsVoltage, STALE_SECONDS } from './mains-metrics.js';

function subMeter(number: number): MetricDefinition {
  return {
    metric: `subMeter${number}`,
    unit: 'W.h',
    kind: 'absolute',
    type: 'number',
    min: 0,
    max: 80_000,
    reason: 'At most an hour passes between two readings, and the whole meter can take 80 kW.',
    stalenessSeconds: STALE_SECONDS,
  };
}

/**
 * The meter where a building's supply comes in. `power`, `reactivePower` and `current` are sums over the phases, `voltage` is
 * phase to neutral; power is negative while the building feeds in. A sub-meter tells what its group of circuits took
 * since the reading before.
 */
export const electricityMeterProfile: ProfileDefinition = {
  id: 'electricity-meter',
  version: 1,
  name: 'Electricity meter',
  lifetime: 'raw-90d', // as the switchboard
  metrics: [
    gauge('power', {
      unit: 'W',
      min: -80_000,
      max: 80_000,
      reason:
        'Three phases of 100 A, the most of a directly connected meter (marked 5(100) A), at 230 V + 15 %: 79 kW.',
    }),
    // The var, which UCUM does not name: inductive positive.
    gauge('reactivePower', {
      unit: 'V.A',
      min: -80_000,
      max: 80_000,
      reason: 'No more than the apparent power, whose range is that of `power`.',
    }),
    mainsVoltage,
    gauge('current', {
      unit: 'A',
      min: 0,
      max: 300,
      reason: 'Three phases of 100 A, the most of a directly connected meter (marked 5(100) A).',
    }),
    energyCounter,
    subMeter(1),
    subMeter(2),
    subMeter(3),
  ],
};
