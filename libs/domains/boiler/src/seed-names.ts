import { seedName, type SeedName } from '@fieldline/domain-pack';

const metric = (seed: string, name: string, change?: string): SeedName =>
  seedName('S2', seed, `steam-boiler.${name}`, change);

/** What the names of the steam boilers' system became. */
export const boilerSeedNames: readonly SeedName[] = [
  metric(
    'temperature',
    'steamTemperature',
    'a temperature says of what: feedwaterTemperature, combustionAirTemperature too',
  ),
  metric('pressure', 'steamPressure', 'in bar above the atmosphere'),
  metric('flow', 'steamFlow', 'in kg/h; a flow says of what: feedwaterFlow, blowdownFlow, fuelFlow too'),
  metric('water level', 'waterLevel', 'in % of the transmitter’s span'),
  metric('firing rate', 'firingRate', 'in % of the rated heat'),
  metric('flue gas', 'flueGasTemperature', 'three metrics: flueGasOxygen and flueGasCo too'),
];
