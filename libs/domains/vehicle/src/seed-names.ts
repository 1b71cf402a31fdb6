import { seedName, type SeedName } from '@fieldline/domain-pack';

const metric = (row: string, seed: string, name: string, change?: string): SeedName =>
  seedName(row, seed, `vehicle.${name}`, change);

/** What the names of the vehicle computers’ system became. */
export const vehicleSeedNames: readonly SeedName[] = [
  seedName('V1', 'vehicle_metrics', 'profile vehicle'),
  metric('V1', 'cpu_usage', 'cpuUsage', 'in %'),
  metric('V1', 'memory_usage', 'memoryUsage', 'in %'),
  metric('V1', 'network_latency', 'networkLatency', 'in ms, round trip'),
  metric(
    'V1',
    'battery_level',
    'batteryLevel',
    'in %: the traction battery of an electric vehicle, else the starter battery',
  ),
  metric('V1', 'environmental_score', 'environmentalScore', '0 to 100, defined in the package README'),
  seedName('V1', 'vehicle_id', 'device.externalId'),
  seedName('V1', 'sensor_type', 'metric', 'a metric’s name says what measured it; no tag of its own'),
  seedName('V1', 'location', 'site', 'the place itself is vehicle.latitude and vehicle.longitude'),
  seedName('V2', 'system_events', 'profile vehicle', 'an event’s fields travel in a reading'),
  metric('V2', 'event_type', 'eventType'),
  metric('V2', 'severity', 'severity', 'one of info, warning, error, critical'),
  metric('V2', 'description', 'description'),
  metric('V2', 'component', 'component', 'a metric of type string, no tag'),
  metric('V2', 'status', 'status', 'one of noted, raised, cleared'),
];
