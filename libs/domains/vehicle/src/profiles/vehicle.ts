import type { ProfileDefinition } from '@fieldline/domain-pack';
import { computerMetrics } from './computer-metrics.js';
import { eventMetrics } from './event-metrics.js';
import { openxcMetrics } from './openxc-metrics.js';
import { positionMetrics } from './position-metrics.js';

/**
 * One vehicle with its computer (systems.md V1, V2), satellite receiver and CAN bus: one device. A reading holds what there
 * was at that moment; a parked vehicle tells little.
 *
 * Ranges say what the sensors and their signals can carry; thresholds to act on (V4) belong to rules.
 */
export const vehicleProfile: ProfileDefinition = {
  id: 'vehicle',
  version: 1,
  name: 'Vehicle',
  lifetime: 'raw-24h', // V3
  metrics: [...computerMetrics, ...eventMetrics, ...positionMetrics, ...openxcMetrics],
};
