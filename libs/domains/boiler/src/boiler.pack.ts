import type { DomainPack } from '@fieldline/domain-pack';

export const boilerPack: DomainPack = {
  id: 'boiler',
  name: 'Steam boilers',
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
