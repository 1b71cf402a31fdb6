import { describe, expect, it } from '@jest/globals';
import { outsideProfile, type SimulatedValues } from '@fieldline/domain-pack';
import fc from 'fast-check';
import { boilerFleet } from './boiler.fleet.js';
import { steamBoilerProfile } from './profiles/steam-boiler.js';

const START = Date.parse('2026-03-27T00:00:00Z');
const HOUR = 3_600_000;
const METRICS = steamBoilerProfile.metrics.map(({ metric }) => metric).sort();

function life(index: number, seed: number, { hours, everyMs }: { hours: number; everyMs: number }) {
  const boiler = boilerFleet.device(index, seed).simulate(START);
  return Array.from({ length: (hours * HOUR) / everyMs }, (_, i) => boiler.advance(START + (i + 1) * everyMs));
}
const numbers = (readings: readonly SimulatedValues[], metric: string) =>
  readings.map((values) => values[metric]).filter((value) => typeof value === 'number');

describe('sample fleet of boilers', () => {
  it('stays inside the profile with every value for a day, midnight and weekend included (S2)', () => {
    for (let index = 0; index < boilerFleet.size; index++) {
      const readings = life(index, 7, { hours: 30, everyMs: 30_000 });
      expect(readings.flatMap((values) => outsideProfile(values, steamBoilerProfile.metrics))).toEqual([]);
      expect(Object.keys(readings[0] ?? {}).sort()).toEqual(METRICS);
    }
  });

  it('tells the same at a time however often it was asked before', () => {
    const seconds = fc.uniqueArray(fc.integer({ min: 1, max: 4 * 3600 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), seconds, (index, asked) => {
        const times = asked.sort((a, b) => a - b).map((second) => START + second * 1000 + 137);
        const often = boilerFleet.device(index, 3).simulate(START);
        const last = times.map((at) => often.advance(at)).at(-1);
        expect(
          boilerFleet
            .device(index, 3)
            .simulate(START)
            .advance(times.at(-1) as number),
        ).toEqual(last);
      }),
      { numRuns: 15 },
    );
  });

  it('has another life in another world, and the same names', () => {
    expect(boilerFleet.device(0, 1).externalId).toBe(boilerFleet.device(0, 2).externalId);
    expect(life(0, 1, { hours: 1, everyMs: 60_000 })).not.toEqual(life(0, 2, { hours: 1, everyMs: 60_000 }));
    expect(life(0, 1, { hours: 1, everyMs: 60_000 })).toEqual(life(0, 1, { hours: 1, everyMs: 60_000 }));
  });

  it('makes more steam in the early shift of a working day than at night', () => {
    const flows = numbers(life(0, 5, { hours: 24, everyMs: 60_000 }), 'steamFlow');
    const mean = (part: readonly number[]) => part.reduce((sum, value) => sum + value, 0) / part.length;
    // Friday in Berlin, one hour before UTC
    expect(mean(flows.slice(6 * 60, 12 * 60))).toBeGreaterThan(1.5 * mean(flows.slice(0, 4 * 60)));
  });

  it('counts its energy upwards, and as much as steam and feedwater tell', () => {
    const readings = life(2, 5, { hours: 12, everyMs: 10_000 });
    const energies = numbers(readings, 'energy');
    expect(energies.every((value, i) => i === 0 || value >= (energies[i - 1] as number))).toBe(true);
    const steam = numbers(readings, 'steamFlow').reduce((sum, value) => sum + value / 360, 0); // kg
    // 13 bar absolute, feedwater 103 °C: 2,787 − 432 kJ/kg, blowdown 1 to 3 % on top
    const expected = (steam * (2_787 - 432)) / 3.6;
    const last = energies.at(-1) as number;
    expect(last / expected).toBeGreaterThan(0.99);
    expect(last / expected).toBeLessThan(1.05);
  });

  it('gets sooty burning oil, and is blown clean in the small hours, for some nights', () => {
    const readings = life(1, 2, { hours: 4 * 24 + 4, everyMs: 60_000 });
    const minutes = readings.flatMap((values, minute) => (values['sootBlowing'] === true ? [minute] : []));
    const [first, last] = [minutes[0] as number, minutes.at(-1) as number];
    expect(first).toBeGreaterThan(24 * 60);
    // 2 o’clock in summer’s Berlin
    expect(new Date(START + (first + 1) * 60_000).getUTCHours()).toBe(0);
    expect(last - first).toBeLessThan(60);
  });
});
