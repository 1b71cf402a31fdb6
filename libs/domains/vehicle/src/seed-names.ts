import type { SeedName } from '@fieldline/domain-pack';

const metric = (row: string, seed: string, name: string, change?: string): SeedName => ({
  row,
  seed,
  became: `vehicle.${name}`,
  ...(change === undefined ? {} : { change }),
});

/** What the names of the vehicle computers’ system became. */
export const vehicleSeedNames: readonly SeedName[] = [
  { row: 'V1', seed: 'vehicle_metrics', became: 'profile vehicle' },
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
  { row: 'V1', seed: 'vehicle_id', became: 'device.externalId' },
  {
    row: 'V1',
    seed: 'sensor_type',
    became: 'metric',
    change: 'a metric’s name says what measured it; no tag of its own',
  },
  { row: 'V1', seed: 'location', became: 'site', change: 'the place itself is vehicle.latitude and vehicle.longitude' },
  { row: 'V2', seed: 'system_events', became: 'profile vehicle', change: 'an event’s fields travel in a reading' },
  metric('V2', 'event_type', 'eventType'),
  metric('V2', 'severity', 'severity', 'one of info, warning, error, critical'),
  metric('V2', 'description', 'description'),
  metric('V2', 'component', 'component', 'a metric of type string, no tag'),
  metric('V2', 'status', 'status', 'one of noted, raised, cleared'),
];
