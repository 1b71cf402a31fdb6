import type { DomainPack } from '@fieldline/domain-pack';
import { batteryCellProfile } from './profiles/battery-cell.js';
import { batteryCellHints, batteryPackHints } from './profiles/battery-hints.js';
import { batteryPackProfile } from './profiles/battery-pack.js';
import { panasonic18650pf } from './replays/panasonic-18650pf.js';
import { batterySeedNames } from './seed-names.js';

export const batteryPack: DomainPack = {
  id: 'battery',
  name: 'Battery energy storage',
  profiles: [batteryCellProfile, batteryPackProfile],
  seedNames: batterySeedNames,
  hints: [batteryCellHints, batteryPackHints],
  fleet: {
    sites: [],
    size: 0,
    device: () => {
      throw new RangeError('not filled yet');
    },
  },
  replays: [panasonic18650pf],
};
