import type { FleetDevice, SampleFleet } from '@fieldline/domain-pack';
import { CITIES } from './simulation/city.js';
import { SimulatedStation, STEP_SECONDS } from './simulation/simulated-station.js';
import { STATION_PLACES, type StationPlace } from './simulation/station-place.js';

/** Twelve stations in two cities, taking turns; one in each city has reference analysers. */
export const airQualityFleet: SampleFleet = {
  sites: CITIES.map(({ name, timeZone, currency, latitude, longitude }) => ({
    name,
    timeZone,
    currency,
    latitude,
    longitude,
  })),
  size: 12,
  device: station,
};

function station(index: number, seed: number): FleetDevice {
  const city = CITIES[index % CITIES.length] ?? CITIES[0];
  const nth = Math.floor(index / CITIES.length);
  const place = STATION_PLACES[nth % STATION_PLACES.length] as StationPlace;
  const round = Math.floor(nth / STATION_PLACES.length) + 1;
  const externalId = `air-${String(index + 1).padStart(4, '0')}`;
  return {
    externalId,
    name: `${city.name}, ${place.name}${round === 1 ? '' : ` ${round}`}`,
    site: city.name,
    profile: 'air-station',
    intervalSeconds: STEP_SECONDS,
    simulate: (startAt) => new SimulatedStation({ externalId, city, place, seed }, startAt),
  };
}
