import { describe, expect, it } from '@jest/globals';
import { OperatorError } from '@fieldline/platform';
import { chooseDevices } from './choose-devices.js';
import { fixturePack } from './fixture-fleet.contract.js';
import { missingDevices } from './missing-devices.js';

const devices = chooseDevices([fixturePack('air', 8)], 1);
const known = (index: number, site = 'Fixture', id = 'air') => ({
  externalId: `air-${index}`,
  site,
  profile: { id },
});

describe('the devices of a fleet that are registered already', () => {
  it('are taken as they are where profile and site are the fleet’s', () => {
    const missing = missingDevices(devices, [known(0), known(2), { ...known(0), externalId: 'mine' }]);
    expect(missing.map(({ device }) => device.externalId)).toEqual([
      'air-1',
      'air-3',
      'air-4',
      'air-5',
      'air-6',
      'air-7',
    ]);
  });

  it.each([
    ['site', known(1, 'Garage'), "'air-1' is air at 'Garage', not air at 'Fixture'"],
    ['profile', known(1, 'Fixture', 'boiler'), "'air-1' is boiler at 'Fixture', not air at 'Fixture'"],
  ])('are refused where another %s shows that they are somebody’s own', (_what, own, says) => {
    expect(() => missingDevices(devices, [known(0), own])).toThrow(OperatorError);
    expect(() => missingDevices(devices, [known(0), own])).toThrow(says);
    expect(() => missingDevices(devices, [known(0), own])).toThrow(/another data folder .*other names/);
  });

  it('are named, the first of them, where they are many', () => {
    const all = devices.map((_, index) => known(index, 'Garage'));
    expect(() => missingDevices(devices, all)).toThrow(/'air-4' is .*; and 3 more/);
  });
});
