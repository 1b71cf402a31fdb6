import type { ProfileDefinition } from '@fieldline/domain-pack';
import { PLATINUM, recordedGauge } from './recorded-gauge.js';

/** A machine of which one temperature is known. */
export const machineProfile: ProfileDefinition = {
  id: 'machine',
  version: 1,
  name: 'Machine',
  lifetime: 'raw-90d', // as the steam boiler
  metrics: [recordedGauge(300)('temperature', { unit: 'Cel', min: -200, max: 850, reason: `${PLATINUM}.` })],
};
