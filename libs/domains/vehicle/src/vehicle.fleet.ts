import type { SampleFleet } from '@fieldline/domain-pack';
import { SimulatedVehicle, type Depot } from './simulation/simulated-vehicle.js';
import { VEHICLE_DESIGNS, type VehicleDesign } from './simulation/vehicle-design.js';

const SITES: readonly Depot[] = [
  {
    name: 'Depot Dearborn',
    timeZone: 'America/Detroit',
    currency: 'USD',
    latitude: 42.3223,
    longitude: -83.1763,
    altitude: 180,
  },
  {
    name: 'Depot Assen',
    timeZone: 'Europe/Amsterdam',
    currency: 'EUR',
    latitude: 52.9928,
    longitude: 6.5642,
    altitude: 11,
  },
];
const VEHICLES_PER_SITE = 5;
/** Each fifth vehicle drives day and night, so something moves at any hour. */
const ROUND_THE_CLOCK = 5;

/** Cars and vans with petrol engines and electric ones in turn, of two depots. */
export const vehicleFleet: SampleFleet = {
  sites: SITES.map(({ altitude: _, ...site }) => site),
  size: 10,
  device(index, seed) {
    const name = `car-${String(index + 1).padStart(4, '0')}`;
    const site = SITES[Math.floor(index / VEHICLES_PER_SITE) % SITES.length] as Depot;
    const design = VEHICLE_DESIGNS[index % VEHICLE_DESIGNS.length] as VehicleDesign;
    const duty = index % ROUND_THE_CLOCK === ROUND_THE_CLOCK - 1 ? 'round-the-clock' : 'day';
    return {
      externalId: name,
      name: `${design.kind === 'electric' ? 'Electric' : 'Petrol'} ${design.customers > 0 ? 'van' : 'car'} ${index + 1}`,
      site: site.name,
      profile: 'vehicle',
      intervalSeconds: 10,
      simulate: (startAt) => new SimulatedVehicle({ seed, name, site, design, duty }, startAt),
    };
  },
};
