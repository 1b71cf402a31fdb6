import { seedName, type SeedName } from '@fieldline/domain-pack';

const metric = (seed: string, unit: string) => seedName('A5', seed, `air-station.${seed}`, `in ${unit}, as before`);

/** What the names of the air-quality network's system became. */
export const airQualitySeedNames: readonly SeedName[] = [
  seedName('A5', 'air_quality', 'profile air-station'),
  metric('pm25', 'µg/m³'),
  metric('pm10', 'µg/m³'),
  metric('temperature', '°C'),
  metric('humidity', '% RH'),
  metric('co', 'ppm'),
  metric('no2', 'ppb'),
  metric('o3', 'ppb'),
  seedName('A5', 'sensor', 'device.externalId', 'a station with its sensors is one device; a tag no longer'),
  seedName('A5', 'location', 'device.location', 'of the device, no tag of the reading'),
  seedName('A5', 'manufacturer', 'sensor.manufacturer', 'of the sensor, no tag of the reading'),
  seedName('A2', 'sensors.id', 'sensor.id'),
  seedName('A2', 'sensors.name', 'sensor.name'),
  seedName('A2', 'sensors.manufacturer', 'sensor.manufacturer'),
  seedName('A2', 'sensors.location', 'sensor.location', 'a location of its own, with coordinates'),
  seedName('A2', 'sensors.status', 'sensor.status', 'still active at first; the device has its own status'),
  seedName('A2', 'sensors.metadata', 'sensor.metadata'),
  seedName('A2', 'locations', 'location', 'within a site'),
];
