import type { Band, ProfileHints } from '@fieldline/domain-pack';

const LOAD = 'Fleet computers’ usual alarm levels, configurable (systems.md V4).';
const load = (metric: string): readonly Band[] => [
  { metric, to: 80, level: 'normal', meaning: LOAD },
  { metric, from: 80, to: 95, level: 'caution', meaning: LOAD },
  { metric, from: 95, level: 'critical', meaning: LOAD },
];
const reserve = (metric: string, meaning: string): readonly Band[] => [
  { metric, to: 10, level: 'critical', meaning },
  { metric, from: 10, to: 20, level: 'caution', meaning },
  { metric, from: 20, level: 'normal', meaning },
];
// Half of each round trip is one way.
const DELAY =
  'ITU-T G.114 (05/2003): one way up to 150 ms is good, beyond 400 ms unacceptable, for what people wait for.';

const SPARING = 'How sparingly it is driven, by Fieldline’s own definition: see the package README.';

export const vehicleHints: ProfileHints = {
  profile: 'vehicle',
  order: [
    ...['environmentalScore', 'batteryLevel', 'cpuUsage', 'memoryUsage', 'networkLatency'],
    ...['vehicleSpeed', 'fuelLevel', 'odometer', 'engineSpeed', 'ignitionStatus'],
    ...['severity', 'eventType', 'description', 'component', 'status'],
    ...['latitude', 'longitude', 'course', 'altitude', 'speed'],
  ],
  bands: [
    ...load('cpuUsage'),
    ...load('memoryUsage'),
    { metric: 'networkLatency', to: 300, level: 'normal', meaning: DELAY },
    { metric: 'networkLatency', from: 300, to: 800, level: 'caution', meaning: DELAY },
    { metric: 'networkLatency', from: 800, level: 'critical', meaning: DELAY },
    ...reserve('batteryLevel', 'Charge before the next trip below 20 %; below 10 % it may not be finished.'),
    ...reserve('fuelLevel', 'A tank’s reserve lamp commonly lights at 10 to 15 %.'),
    { metric: 'environmentalScore', to: 40, level: 'critical', meaning: SPARING },
    { metric: 'environmentalScore', from: 40, to: 70, level: 'caution', meaning: SPARING },
    { metric: 'environmentalScore', from: 70, level: 'normal', meaning: SPARING },
  ],
};
