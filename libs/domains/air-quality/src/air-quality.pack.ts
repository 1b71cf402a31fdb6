import type { DomainPack } from '@fieldline/domain-pack';
import { airStationProfile } from './profiles/air-station.js';
import { beijingPrsa } from './replays/beijing-prsa.js';

export const airQualityPack: DomainPack = {
  id: 'air-quality',
  name: 'Air-quality network',
  profiles: [airStationProfile],
  seedNames: [],
  hints: [],
  fleet: {
    sites: [],
    size: 0,
    device: () => {
      throw new RangeError('not filled yet');
    },
  },
  replays: [beijingPrsa],
};
