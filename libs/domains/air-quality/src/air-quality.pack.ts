import type { DomainPack } from '@fieldline/domain-pack';
import { airQualityFleet } from './air-quality.fleet.js';
import { airStationHints } from './air-station.hints.js';
import { airStationProfile } from './profiles/air-station.js';
import { airQualityReplays } from './replays/air-quality-replays.js';
import { airQualitySeedNames } from './seed-names.js';

export const airQualityPack: DomainPack = {
  id: 'air-quality',
  name: 'Air-quality network',
  profiles: [airStationProfile],
  seedNames: airQualitySeedNames,
  hints: [airStationHints],
  fleet: airQualityFleet,
  replays: airQualityReplays,
};
