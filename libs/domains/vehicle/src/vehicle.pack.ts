import type { DomainPack } from '@fieldline/domain-pack';

export const vehiclePack: DomainPack = {
  id: 'vehicle',
  name: 'Vehicle fleet computers',
  profiles: [],
  seedNames: [],
  hints: [],
  fleet: {
    sites: [],
    size: 0,
    device: () => {
      throw new RangeError('not filled yet');
    },
  },
  replays: [],
};
