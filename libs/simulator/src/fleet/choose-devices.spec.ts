import { describe, expect, it } from '@jest/globals';
import { chooseDevices } from './choose-devices.js';
import { fixturePack } from './fixture-fleet.contract.js';

const packs = [fixturePack('air', 1), fixturePack('boiler', 3)];
const names = (count?: number): string[] => chooseDevices(packs, 1, count).map(({ device }) => device.externalId);

describe('the devices of a simulation', () => {
  it('are those of the sample fleets without a number', () => {
    expect(names().sort()).toEqual(['air-0', 'boiler-0', 'boiler-1', 'boiler-2']);
  });

  it('are so many over all fleets alike, beyond their samples too', () => {
    expect(names(5)).toEqual(['air-0', 'boiler-0', 'air-1', 'boiler-1', 'air-2']);
  });

  it('are refused where two have one name, or a site or profile is missing', () => {
    expect(() => chooseDevices([fixturePack('air', 1), fixturePack('air', 1)], 1)).toThrow(/'air-0'/);
    const pack = fixturePack('air', 1);
    expect(() => chooseDevices([{ ...pack, profiles: [] }], 1)).toThrow(/profile 'air'/);
    expect(() => chooseDevices([{ ...pack, fleet: { ...pack.fleet, sites: [] } }], 1)).toThrow(/at 'Fixture'/);
  });
});
