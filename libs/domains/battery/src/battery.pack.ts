import type { DomainPack } from '@fieldline/domain-pack';
import { batteryFleet } from './fleet/battery-fleet.js';
import { batteryCellProfile } from './profiles/battery-cell.js';
import { batteryCellHints, batteryPackHints } from './profiles/battery-hints.js';
import { batteryPackProfile } from './profiles/battery-pack.js';
import { batteryReplays } from './replays/battery-replays.js';
import { batterySeedNames } from './seed-names.js';

export const batteryPack: DomainPack = {
  id: 'battery',
  name: 'Battery energy storage',
  profiles: [batteryCellProfile, batteryPackProfile],
  seedNames: batterySeedNames,
  hints: [batteryCellHints, batteryPackHints],
  fleet: batteryFleet,
  replays: batteryReplays,
};
