import type { ReplayMapping } from '@fieldline/domain-pack';
import { driveCycles } from './drive-cycles.js';
import { jkBms } from './jk-bms.js';
import { nissanLeafCell } from './nissan-leaf-cell.js';
import { panasonic18650pf } from './panasonic-18650pf.js';
import { pybammReference } from './pybamm-reference.js';
import { victronLynxBms, victronSmartShunt } from './victron-battery.js';

export const batteryReplays: readonly ReplayMapping[] = [
  panasonic18650pf,
  nissanLeafCell,
  jkBms,
  victronLynxBms,
  victronSmartShunt,
  pybammReference,
  driveCycles,
];
