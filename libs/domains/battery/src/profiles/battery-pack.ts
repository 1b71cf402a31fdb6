import type { ProfileDefinition } from '@fieldline/domain-pack';
import { cellMetrics } from './cell-metrics.js';
import { monitorMetrics } from './monitor-metrics.js';
import { packMetrics } from './pack-metrics.js';
import { managementMetrics } from './management-metrics.js';

/**
 * One pack as its management system reports it (systems.md B1). Sign as for the cell: a negative current charges.
 * Ranges say what a sensor can truly report; safety limits (B5) belong to the device.
 */
export const batteryPackProfile: ProfileDefinition = {
  id: 'battery-pack',
  version: 1,
  name: 'Battery pack',
  lifetime: 'raw-90d', // B10
  metrics: [...packMetrics, ...cellMetrics, ...managementMetrics, ...monitorMetrics],
};
