import type { FleetSite, SampleFleet } from '@fieldline/domain-pack';
import { BOILER_DESIGNS, type BoilerDesign } from './simulation/boiler-design.js';
import { SimulatedBoiler } from './simulation/simulated-boiler.js';

const BOILERS_PER_SITE = 2;
const SITES: readonly FleetSite[] = [
  { name: 'Dairy', timeZone: 'Europe/Berlin', currency: 'EUR', latitude: 47.7267, longitude: 10.3139 },
  { name: 'Paper mill', timeZone: 'America/Chicago', currency: 'USD', latitude: 44.2619, longitude: -88.4154 },
];

/** Boilers of two works, two a boiler house, four designs in turn. */
export const boilerFleet: SampleFleet = {
  sites: SITES,
  size: 4,
  device(index, seed) {
    const name = `boiler-${String(index + 1).padStart(4, '0')}`;
    const site = SITES[Math.floor(index / BOILERS_PER_SITE) % SITES.length] as FleetSite;
    const design = BOILER_DESIGNS[index % BOILER_DESIGNS.length] as BoilerDesign;
    return {
      externalId: name,
      name: `Steam boiler ${index + 1}`,
      site: site.name,
      profile: 'steam-boiler',
      intervalSeconds: 10,
      simulate: (startAt) =>
        new SimulatedBoiler({ seed, name, site: site.name, timeZone: site.timeZone, design }, startAt),
    };
  },
};
