import type { ProfileDefinition } from '@fieldline/domain-pack';
import { energyCounter, gauge, mainsVoltage } from './mains-metrics.js';

/** A metering plug between a wall socket and one appliance. Power is negative where the appliance feeds in. */
export const smartPlugProfile: ProfileDefinition = {
  id: 'smart-plug',
  version: 1,
  name: 'Metering plug',
  lifetime: 'raw-90d', // as the switchboard
  metrics: [
    mainsVoltage,
    gauge('current', {
      unit: 'A',
      min: 0,
      max: 30,
      reason:
        'The largest plugs are made for 20 A, and a circuit breaker lets 1.45 times its current pass for long (IEC 60898-1): 29 A.',
    }),
    gauge('power', {
      unit: 'W',
      min: -8000,
      max: 8000,
      reason: 'Current range × 230 V + 15 %, either way: small solar inverters feed in through a plug.',
    }),
    energyCounter,
  ],
};
