import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  archiveLimit,
  batteryFault,
  batteryProfileFault,
  changeBattery,
  type BatteryConfiguration,
} from './battery-configuration.js';

const REQUEST = {
  chemistry: 'LFP',
  nominalCapacityAh: 304,
  nominalVoltageV: 51.2,
  maxChargePowerW: 5000,
  maxDischargePowerW: 10_000,
  seriesCells: 16,
  parallelCells: 1,
} as const;
const DEVICE = { location: 'Cellar', status: 'online', firmware: '1.2' } as const;

describe('a battery’s configuration (B4)', () => {
  it('keeps what a change leaves out, takes away what it sets to null, and begins with nothing', () => {
    const first = changeBattery(undefined, DEVICE, { ...REQUEST, installedOn: '2024-05-01' });
    expect(first).toEqual({
      ...REQUEST,
      ...DEVICE,
      installedOn: '2024-05-01',
      commissionedOn: null,
      rackPosition: null,
    });
    const second = changeBattery(first, DEVICE, { ...REQUEST, seriesCells: 8, rackPosition: 'A3', firmware: null });
    expect(second).toEqual({ ...first, seriesCells: 8, rackPosition: 'A3', firmware: null });
  });

  it('is at fault when it was commissioned before it was installed', () => {
    const battery = changeBattery(undefined, DEVICE, REQUEST);
    const fault = (change: Partial<BatteryConfiguration>): string | undefined =>
      batteryFault({ ...battery, ...change });
    expect(fault({ installedOn: '2024-05-02', commissionedOn: '2024-05-01' })).toMatch(
      /2024-05-01 is before .*2024-05-02/,
    );
    expect(fault({ installedOn: '2024-05-02', commissionedOn: '2024-05-02' })).toBeUndefined();
    expect(fault({ commissionedOn: '2024-05-01' })).toBeUndefined();
  });

  it.each([
    [51.2, 16, true],
    [1.5, 1, true],
    [4.5, 1, true],
    [51.2, 1, false],
    [51.2, 160, false],
    [51_200, 16, false],
  ])('of %d V and %i cells in series is in order: %s', (nominalVoltageV, seriesCells, isInOrder) => {
    const fault = batteryFault(changeBattery(undefined, DEVICE, { ...REQUEST, nominalVoltageV, seriesCells }));
    const right = /^nominalVoltageV: .* V a cell; expected 1\.5 to 4\.5 V a cell, /;
    if (isInOrder) expect(fault).toBeUndefined();
    else expect(fault).toMatch(right);
  });

  it('belongs to a device whose profile tells of charge', () => {
    expect(batteryProfileFault('battery-pack', ['voltage', 'stateOfCharge'])).toBeUndefined();
    expect(batteryProfileFault('battery-cell', ['voltage', 'chargeDrawn'])).toBeUndefined();
    expect(batteryProfileFault('switchboard', ['voltage', 'current'])).toMatch(/'switchboard', is no battery's/);
  });

  it.each([
    ['2029-11-21T14:00:00.000Z', '2024-11-21T14:00:00.000Z'],
    ['2028-02-29T01:02:03.004Z', '2023-02-28T01:02:03.004Z'],
    ['2029-02-28T00:00:00.000Z', '2024-02-28T00:00:00.000Z'],
  ])('is archived at %s when it has not changed since before %s', (now, limit) => {
    expect(new Date(archiveLimit(Date.parse(now))).toISOString()).toBe(limit);
  });

  it('is never archived before five years are over, and never a day late', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2100, 0) }), (now) => {
        const days = (now - archiveLimit(now)) / 86_400_000;
        expect(days).toBeGreaterThanOrEqual(5 * 365 + 1 - 1);
        expect(days).toBeLessThanOrEqual(5 * 365 + 3);
      }),
    );
  });
});
