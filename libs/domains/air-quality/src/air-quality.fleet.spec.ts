import { describe, expect, it } from '@jest/globals';
import { outsideProfile, type SimulatedValues } from '@fieldline/domain-pack';
import fc from 'fast-check';
import { airQualityFleet } from './air-quality.fleet.js';
import { massConcentration } from './physics/gas-concentration.js';
import { airStationProfile } from './profiles/air-station.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const START = Date.parse('2026-02-02T00:00Z');
const MAIN_STREET = 0;
const OLD_TOWN = 2;

function day(index: number, seed = 1, from = START): SimulatedValues[] {
  const device = airQualityFleet.device(index, seed).simulate(from);
  return Array.from({ length: 1440 }, (_, minute) => device.advance(from + minute * MINUTE_MS));
}
const number = (values: SimulatedValues, metric: string) => values[metric] as number;

describe('the sample stations', () => {
  it('tell what the profile allows, in any world and year, with PM2.5 a part of PM10 and the dew point not above the air', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: Date.parse('2015-01-01'), max: Date.parse('2045-01-01') }),
        (seed, index, startAt) => {
          const device = airQualityFleet.device(index, seed).simulate(startAt);
          for (let minutes = 0; minutes <= 120; minutes += 5) {
            const values = device.advance(startAt + minutes * MINUTE_MS);
            expect(outsideProfile(values, airStationProfile.metrics)).toEqual([]);
            expect(number(values, 'pm25')).toBeLessThanOrEqual(number(values, 'pm10'));
            expect(number(values, 'dewPoint')).toBeLessThanOrEqual(number(values, 'temperature'));
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('tell the same at a time however often they were asked before', () => {
    const often = day(MAIN_STREET);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1439 * 60 + 59 }), { minLength: 1, maxLength: 20 }), (seconds) => {
        const device = airQualityFleet.device(MAIN_STREET, 1).simulate(START);
        for (const second of [...seconds].sort((a, b) => a - b)) {
          expect(device.advance(START + second * 1000)).toEqual(often[Math.floor(second / 60)]);
        }
      }),
      { numRuns: 3 },
    );
    expect(day(MAIN_STREET, 2)).not.toEqual(often);
  });

  it('tell gases in both ways, the one following from the other at the temperature and pressure told (A5)', () => {
    for (const values of day(OLD_TOWN)) {
      const air = { temperature: number(values, 'temperature'), pressure: number(values, 'pressure') };
      for (const gas of ['no2', 'o3', 'so2'] as const) {
        const expected = massConcentration(gas, number(values, gas), air);
        const told = number(values, `${gas}MassConcentration`);
        // a tenth's rounding, and a shelter up to 0.6 K warmer than the air
        expect(Math.abs(told - expected)).toBeLessThan(0.06 + 0.003 * Math.abs(expected));
      }
      const co = massConcentration('co', number(values, 'co') * 1000, air);
      expect(Math.abs(number(values, 'coMassConcentration') - co)).toBeLessThan(0.06 + 0.003 * Math.abs(co));
    }
  });

  it('share the weather within a city, not with the other city', () => {
    const noon = (index: number) => day(index)[720] ?? {};
    const [street, town, elsewhere] = [noon(MAIN_STREET), noon(OLD_TOWN), noon(1)];
    expect(Math.abs(number(street, 'pressure') - number(town, 'pressure'))).toBeLessThan(1);
    expect(Math.abs(number(street, 'pressure') - number(elsewhere, 'pressure'))).toBeGreaterThan(3);
    expect(number(street, 'pm25')).not.toBe(number(town, 'pm25'));
  });

  it('catch the rain in whole tips of the bucket', () => {
    const days = [0, 3, 6, 9].flatMap((at) => day(MAIN_STREET, 1, START + at * 24 * HOUR_MS));
    const rain = days.map((values) => number(values, 'rain'));
    expect(rain.some((millimetres) => millimetres > 0)).toBe(true);
    expect(rain.every((millimetres) => Number.isInteger(millimetres * 5))).toBe(true);
  });

  it('go on beyond the sample in the same way, six places in turn', () => {
    expect(airQualityFleet.device(0, 1).name).toBe('Graz, main street');
    expect(airQualityFleet.device(13, 1)).toMatchObject({ externalId: 'air-0014', name: 'Santiago, main street 2' });
  });
});
