import type { ProfileDefinition } from '@fieldline/domain-pack';
import { gasMetrics } from './gas-metrics.js';
import { metalOxideMetrics } from './metal-oxide-metrics.js';
import { particleMetrics } from './particle-metrics.js';
import { weatherMetrics } from './weather-metrics.js';

/**
 * One air-quality station.
 *
 * Gases come in two ways, which are different metrics: as a mixing ratio (`co` in ppm, others in ppb: systems.md A5) or as a
 * mass in a volume (`…MassConcentration`). One follows from the other only with the air's temperature and pressure, so what
 * a station measures is stored as it is.
 *
 * Ranges say what a station's instruments can truly report; limits to health belong to rules and hints.
 */
export const airStationProfile: ProfileDefinition = {
  id: 'air-station',
  version: 1,
  name: 'Air-quality station',
  lifetime: 'raw-30d', // A3
  metrics: [...particleMetrics, ...gasMetrics, ...metalOxideMetrics, ...weatherMetrics],
};
