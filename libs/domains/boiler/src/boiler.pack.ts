import type { DomainPack } from '@fieldline/domain-pack';
import { boilerFleet } from './boiler.fleet.js';
import { steamBoilerHints } from './profiles/steam-boiler-hints.js';
import { steamBoilerProfile } from './profiles/steam-boiler.js';
import { boilerSeedNames } from './seed-names.js';

export const boilerPack: DomainPack = {
  id: 'boiler',
  name: 'Steam boilers',
  profiles: [steamBoilerProfile],
  seedNames: boilerSeedNames,
  hints: [steamBoilerHints],
  fleet: boilerFleet,
  replays: [],
};
