import type { DomainPack } from '@fieldline/domain-pack';
import { energyHints } from './hints.js';
import { electricityMeterProfile } from './profiles/electricity-meter.js';
import { smartPlugProfile } from './profiles/smart-plug.js';
import { switchboardProfile } from './profiles/switchboard.js';
import { energyReplays } from './replays/energy-replays.js';
import { energySeedNames } from './seed-names.js';
import { schoolFleet } from './simulation/school-fleet.js';

export const energyPack: DomainPack = {
  id: 'energy',
  name: 'Classroom energy',
  profiles: [switchboardProfile, smartPlugProfile, electricityMeterProfile],
  seedNames: energySeedNames,
  hints: energyHints,
  fleet: schoolFleet,
  replays: energyReplays,
};
