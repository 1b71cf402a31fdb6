import { describe, expect, it } from '@jest/globals';
import { outsideProfile, type SimulatedValues } from '@fieldline/domain-pack';
import fc from 'fast-check';
import { batteryPackProfile } from '../profiles/battery-pack.js';
import { batterySeedNames } from '../seed-names.js';
import { batteryFleet } from './battery-fleet.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const MONDAY = Date.parse('2026-03-02T00:00:00Z');
const LONG_MS = 240_000;

const simulate = (index: number, seed: number, startAt = MONDAY) => batteryFleet.device(index, seed).simulate(startAt);
const number = (values: SimulatedValues, metric: string): number => values[metric] as number;

describe('sample fleet of packs', () => {
  it('names its packs in order, storage at one site and vehicles at the other, without end', () => {
    const packs = Array.from({ length: batteryFleet.size }, (_, index) => batteryFleet.device(index, 1));
    expect(packs.map(({ externalId }) => externalId)).toEqual(
      Array.from({ length: 12 }, (_, index) => `pack-00${String(index + 1).padStart(2, '0')}`),
    );
    const sites = batteryFleet.sites.map(({ name }) => name);
    expect(sites.map((name) => packs.filter(({ site }) => site === name).length)).toEqual([8, 4]);
    expect(batteryFleet.device(12_344, 1)).toMatchObject({ externalId: 'pack-12345', profile: 'battery-pack' });
    expect(batteryFleet.device(3, 7).externalId).toBe(batteryFleet.device(3, 8).externalId);
  });

  it(
    'tells only what the profile takes, whatever the seed, time, chemistry and duty (B1)',
    () => {
      const start = fc.integer({ min: Date.parse('2015-01-01T00:00:00Z'), max: Date.parse('2035-01-01T00:00:00Z') });
      fc.assert(
        fc.property(fc.integer(), fc.nat(5000), start, (seed, index, startAt) => {
          const pack = simulate(index, seed, startAt);
          for (let at = startAt; at <= startAt + DAY_MS; at += 20 * MINUTE_MS)
            expect(outsideProfile(pack.advance(at), batteryPackProfile.metrics)).toEqual([]);
        }),
        { numRuns: 12 },
      );
    },
    LONG_MS,
  );

  it.each([0, 2, 4, 5, 7, 11])(
    'tells only what the profile takes for two weeks: pack %d (B1)',
    (index) => {
      const pack = simulate(index, 42);
      const charges: number[] = [];
      for (let at = MONDAY; at <= MONDAY + 14 * DAY_MS; at += 10 * MINUTE_MS) {
        const values = pack.advance(at);
        expect(outsideProfile(values, batteryPackProfile.metrics)).toEqual([]);
        charges.push(number(values, 'stateOfCharge'));
      }
      // It works: full and well used again and again.
      expect(charges.filter((charge) => charge === 100).length).toBeGreaterThan(10);
      expect(charges.filter((charge) => charge < 60).length).toBeGreaterThan(100);
    },
    LONG_MS,
  );

  it('tells all that B1 has, in every reading', () => {
    const told = Object.keys(simulate(0, 1).advance(MONDAY));
    const asked = batterySeedNames.filter(({ row }) => row === 'B1').map(({ became }) => became.split('.')[1]);
    expect(told).toEqual(expect.arrayContaining(asked));
  });

  it('tells the same for the same seed, however often it is asked', () => {
    for (const index of [0, 2]) {
      const end = MONDAY + 9 * HOUR_MS;
      const often = simulate(index, 3);
      for (let at = MONDAY; at < end; at += 7_300) often.advance(at);
      const seldom = simulate(index, 3);
      seldom.advance(MONDAY + 5 * HOUR_MS);
      expect(often.advance(end)).toEqual(simulate(index, 3).advance(end));
      expect(seldom.advance(end)).toEqual(often.advance(end));
    }
  });

  it('tells something else for another seed and another pack', () => {
    const at = MONDAY + HOUR_MS;
    const told = simulate(0, 1).advance(at);
    expect(simulate(0, 2).advance(at)).not.toEqual(told);
    expect(simulate(3, 1).advance(at)['cellVoltages']).not.toEqual(told['cellVoltages']);
  });

  it('has cells that differ, in voltage and temperature', () => {
    const values = simulate(0, 1).advance(MONDAY + 19 * HOUR_MS);
    for (const metric of ['cellVoltages', 'cellTemperatures']) {
      const cells = values[metric] as readonly number[];
      expect(cells).toHaveLength(16);
      expect(new Set(cells).size).toBeGreaterThan(2);
    }
  });

  it('charges with negative current and power around noon, and the state of charge rises (B1)', () => {
    const pack = simulate(0, 1);
    const morning = pack.advance(MONDAY + 8 * HOUR_MS);
    const noon = pack.advance(MONDAY + 11 * HOUR_MS);
    const evening = pack.advance(MONDAY + 18 * HOUR_MS);
    expect(number(noon, 'current')).toBeLessThan(-5);
    expect(number(noon, 'power')).toBeLessThan(0);
    expect(noon).not.toHaveProperty('timeToGo');
    expect(number(noon, 'stateOfCharge')).toBeGreaterThan(number(morning, 'stateOfCharge'));
    expect(number(evening, 'current')).toBeGreaterThan(5);
    expect(number(evening, 'power')).toBeGreaterThan(0);
    expect(number(evening, 'timeToGo')).toBeGreaterThan(0);
  });

  it('drives with peaks and recovers while braking, in the morning of a working day', () => {
    const pack = simulate(2, 1);
    const currents: number[] = [];
    for (let at = MONDAY + 6.5 * HOUR_MS; at < MONDAY + 9.5 * HOUR_MS; at += 1000) {
      currents.push(number(pack.advance(at), 'current'));
    }
    expect(Math.max(...currents)).toBeGreaterThan(120);
    expect(Math.min(...currents)).toBeLessThan(-30);
  });

  it('gives the power that voltage and current make, and the voltage that the cells make', () => {
    const values = simulate(5, 9).advance(MONDAY + 23 * HOUR_MS);
    const cells = values['cellVoltages'] as readonly number[];
    expect(number(values, 'voltage')).toBeCloseTo(
      cells.reduce((sum, volts) => sum + volts, 0),
      6,
    );
    expect(number(values, 'power')).toBeCloseTo(number(values, 'voltage') * number(values, 'current'), 0);
  });
});
