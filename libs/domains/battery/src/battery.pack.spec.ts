import { describe, expect, it } from '@jest/globals';
import { batteryPack } from './battery.pack.js';

describe('hints of the battery pack', () => {
  it.each(batteryPack.hints)('have bands of $profile that follow one another without a gap', ({ bands }) => {
    for (const metric of new Set(bands.map((band) => band.metric))) {
      const its = bands.filter((band) => band.metric === metric);
      expect(its.map(({ to }) => to).slice(0, -1)).toEqual(its.map(({ from }) => from).slice(1));
      expect([its[0]?.from, its.at(-1)?.to]).toEqual([undefined, undefined]);
    }
  });

  it('show the state of charge of a pack first', () => {
    expect(batteryPack.hints.find(({ profile }) => profile === 'battery-pack')?.order[0]).toBe('stateOfCharge');
  });
});
