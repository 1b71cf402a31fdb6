import type { DomainPack } from '@fieldline/domain-pack';
import { boilerFleet } from './boiler.fleet.js';
import { recordingHints, recordingProfiles } from './profiles/recording-hints.js';
import { steamBoilerHints } from './profiles/steam-boiler-hints.js';
import { steamBoilerProfile } from './profiles/steam-boiler.js';
import { boilerReplays } from './replays/boiler-replays.js';
import { boilerSeedNames } from './seed-names.js';

export const boilerPack: DomainPack = {
  id: 'boiler',
  name: 'Steam boilers',
  profiles: [steamBoilerProfile, ...recordingProfiles],
  seedNames: boilerSeedNames,
  hints: [steamBoilerHints, ...recordingHints],
  fleet: boilerFleet,
  replays: boilerReplays,
};
