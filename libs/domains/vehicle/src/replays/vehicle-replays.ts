import type { ReplayMapping } from '@fieldline/domain-pack';
import { computerCpu, computerNetwork } from './computer-metrics.js';
import { openxc } from './openxc.js';
import { victronGps } from './victron-gps.js';

export const vehicleReplays: readonly ReplayMapping[] = [openxc, victronGps, computerCpu, computerNetwork];
