import type { DomainPack } from '@fieldline/domain-pack';

export const energyPack: DomainPack = {
  id: 'energy',
  name: 'Classroom energy',
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
