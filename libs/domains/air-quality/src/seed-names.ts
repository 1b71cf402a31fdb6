import type { SeedName } from '@fieldline/domain-pack';

const name = (row: string, seed: string, became: string, change?: string): SeedName => ({
  row,
  seed,
  became,
  ...(change === undefined ? {} : { change }),
});
const metric = (seed: string, unit: string) => name('A5', seed, `air-station.${seed}`, `in ${unit}, as before`);

/** What the names of the air-quality network's system became. */
export const airQualitySeedNames: readonly SeedName[] = [
  name('A5', 'air_quality', 'profile air-station'),
  metric('pm25', 'µg/m³'),
  metric('pm10', 'µg/m³'),
  metric('temperature', '°C'),
  metric('humidity', '% RH'),
  metric('co', 'ppm'),
  metric('no2', 'ppb'),
  metric('o3', 'ppb'),
  name('A5', 'sensor', 'device.externalId', 'a station with its sensors is one device; a tag no longer'),
  name('A5', 'location', 'device.location', 'of the device, no tag of the reading'),
  name('A5', 'manufacturer', 'sensor.manufacturer', 'of the sensor, no tag of the reading'),
  name('A2', 'sensors.id', 'sensor.id'),
  name('A2', 'sensors.name', 'sensor.name'),
  name('A2', 'sensors.manufacturer', 'sensor.manufacturer'),
  name('A2', 'sensors.location', 'sensor.location', 'a location of its own, with coordinates'),
  name('A2', 'sensors.status', 'sensor.status', 'still active at first; the device has its own status'),
  name('A2', 'sensors.metadata', 'sensor.metadata'),
  name('A2', 'locations', 'location', 'within a site'),
];
