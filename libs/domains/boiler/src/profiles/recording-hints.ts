import type { ProfileHints } from '@fieldline/domain-pack';
import { gasTurbineProfile } from './gas-turbine.js';
import { machineProfile } from './machine.js';
import { solarThermalProfile } from './solar-thermal.js';

/** Profiles that only recordings use so far. */
export const recordingProfiles = [solarThermalProfile, gasTurbineProfile, machineProfile];

export const recordingHints: readonly ProfileHints[] = [
  {
    profile: 'solar-thermal',
    order: ['temperature1', 'temperature2', 'temperature3', 'pumpSpeed1', 'heat'],
    bands: [
      {
        metric: 'temperature1',
        from: 120,
        level: 'caution',
        meaning:
          'Input 1 is the collector by the usual wiring: above about 120 °C its fluid boils at 1 bar overpressure.',
      },
    ],
  },
  {
    profile: 'gas-turbine',
    order: ['energyYield', 'turbineInletTemperature', 'compressorDischargePressure', 'noxEmission', 'coEmission'],
    bands: [],
  },
  { profile: 'machine', order: ['temperature'], bands: [] },
];
