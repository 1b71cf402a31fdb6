import type { ProfileHints } from '@fieldline/domain-pack';

const LEVEL =
  'Of the gauge glass, normal level at 50 %; where the limiters stand is marked on the boiler (EN 12953-6).';
const EXCESS_AIR =
  'Gas and oil burners: below 2 % combustion turns incomplete, above 7 % air carries heat away (practice).';
const CO = 'Practice: a burner in order stays below 100 ppm; 400 ppm is where it is shut down for adjustment.';
const STACK =
  'Saturated boilers without economiser, clean: steam temperature + 20 to 80 K; 20 K more cost about 1 % of the fuel.';
const EFFICIENCY = 'On the lower heating value, by losses (EN 12953-11); without economiser 86 to 92 % are usual.';

export const steamBoilerHints: ProfileHints = {
  profile: 'steam-boiler',
  order: [
    ...['steamPressure', 'waterLevel', 'steamFlow', 'firingRate', 'flueGasTemperature', 'efficiency'],
    ...['flueGasOxygen', 'flueGasCo', 'steamTemperature', 'feedwaterFlow', 'feedwaterTemperature', 'fuelFlow'],
    ...['energy', 'burnerOn', 'sootBlowing', 'blowdownFlow', 'combustionAirTemperature'],
  ],
  bands: [
    { metric: 'waterLevel', to: 20, level: 'critical', meaning: `Low water. ${LEVEL}` },
    { metric: 'waterLevel', from: 20, to: 35, level: 'caution', meaning: LEVEL },
    { metric: 'waterLevel', from: 35, to: 65, level: 'normal', meaning: LEVEL },
    { metric: 'waterLevel', from: 65, to: 80, level: 'caution', meaning: LEVEL },
    { metric: 'waterLevel', from: 80, level: 'critical', meaning: `High water. ${LEVEL}` },
    { metric: 'flueGasOxygen', to: 1, level: 'critical', meaning: EXCESS_AIR },
    { metric: 'flueGasOxygen', from: 1, to: 2, level: 'caution', meaning: EXCESS_AIR },
    { metric: 'flueGasOxygen', from: 2, to: 7, level: 'normal', meaning: EXCESS_AIR },
    { metric: 'flueGasOxygen', from: 7, level: 'caution', meaning: EXCESS_AIR },
    { metric: 'flueGasCo', to: 100, level: 'normal', meaning: CO },
    { metric: 'flueGasCo', from: 100, to: 400, level: 'caution', meaning: CO },
    { metric: 'flueGasCo', from: 400, level: 'critical', meaning: CO },
    { metric: 'flueGasTemperature', to: 270, level: 'normal', meaning: STACK },
    { metric: 'flueGasTemperature', from: 270, to: 320, level: 'caution', meaning: STACK },
    { metric: 'flueGasTemperature', from: 320, level: 'critical', meaning: STACK },
    { metric: 'efficiency', to: 82, level: 'critical', meaning: EFFICIENCY },
    { metric: 'efficiency', from: 82, to: 86, level: 'caution', meaning: EFFICIENCY },
    { metric: 'efficiency', from: 86, level: 'normal', meaning: EFFICIENCY },
  ],
};
