import { describe, expect, it } from '@jest/globals';
import { SeededRandom } from '@fieldline/domain-pack';
import fc from 'fast-check';
import { anotherTrip, speedsOf, urbanHills } from './drive-cycle.js';
import { drivePowerW, lightVehicle } from './drive-power.js';

const pairs = (speeds: Float32Array): readonly (readonly [number, number])[] =>
  Array.from(speeds.subarray(1), (to, at) => [speeds[at] as number, to] as const);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const urban = speedsOf(urbanHills);
const kilometres = (speeds: Float32Array): number => sum(pairs(speeds).map(([from, to]) => (from + to) / 2)) / 1000;

describe('drive through town', () => {
  // UDDS, 40 CFR 86 appendix I (a); the figures as the EPA states them.
  it('has the length, duration, top speed and stops of UDDS', () => {
    expect(urban.length - 1).toBe(1369);
    expect(Math.abs(kilometres(urban) - 12.07)).toBeLessThan(0.05);
    expect(Math.max(...urban) * 3.6).toBeCloseTo(91.2, 1);
    expect(urbanHills).toHaveLength(18);
    const standing = pairs(urban).filter(([from, to]) => from === 0 && to === 0).length / 1369;
    expect(Math.abs(standing - 0.19)).toBeLessThan(0.02);
  });

  it('never speeds up or brakes harder than UDDS, and begins and ends at rest', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const speeds = speedsOf(anotherTrip(new SeededRandom(seed, 'trip')));
        expect(Math.max(...pairs(speeds).map(([from, to]) => Math.abs(to - from)))).toBeLessThan(1.48);
        expect([speeds[0], speeds.at(-1)]).toEqual([0, 0]);
        expect(Math.abs(kilometres(speeds) - 11.3)).toBeLessThan(1);
      }),
      { numRuns: 30 },
    );
  });

  it('takes from the battery what air, tyres and losses take at a steady speed', () => {
    // 20 m/s: 0.5 × 1.2 × 0.64 × 400 = 153.6 N and 0.013 × 560 × 9.81 = 71.42 N; × 20 / 0.85 + 120
    expect(drivePowerW(20, 20)).toBeCloseTo(5414.5, 0);
    expect(drivePowerW(0, 0)).toBe(120);
  });

  it('brings back less than the braking had, and costs energy on the whole', () => {
    const watts = pairs(urban).map(([from, to]) => drivePowerW(from, to));
    const recoveredJ = -sum(watts.filter((power) => power < 0));
    const brakedJ = sum(
      pairs(urban).map(([from, to]) => Math.max(0, (lightVehicle.massKg * (from ** 2 - to ** 2)) / 2)),
    );
    expect(recoveredJ).toBeGreaterThan(0.2 * brakedJ);
    expect(recoveredJ).toBeLessThan(0.5 * brakedJ);
    // A Twizy's data sheet: 6.1 kW·h for 100 km in town.
    const perKilometre = sum(watts) / 3600 / kilometres(urban);
    expect(Math.abs(perKilometre - 61)).toBeLessThan(8);
  });
});
