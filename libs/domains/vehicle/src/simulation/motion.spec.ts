import { describe, expect, it } from '@jest/globals';
import { SeededRandom } from '@fieldline/domain-pack';
import fc from 'fast-check';
import { Driver } from './driver.js';
import { litres } from './drivetrain.js';
import { layRoute } from './lay-route.js';
import { Motion, type MotionState } from './motion.js';
import { VEHICLE_DESIGNS, type VehicleDesign } from './vehicle-design.js';

const ELECTRIC = 500; // W
const GRAVITY = 9.80665;
const designs = fc.constantFrom(...VEHICLE_DESIGNS);
const seeds = fc.integer({ min: 0, max: 1e6 });

function round(design: VehicleDesign, seed: number, temper = 0.5) {
  const motion = new Motion(design);
  const driver = new Driver(
    layRoute(new SeededRandom(seed, 'route'), design.customers),
    new SeededRandom(seed, 'trip'),
    temper,
  );
  const states: (MotionState & { limit: number; standing: boolean })[] = [];
  while (!driver.home && states.length < 20_000) {
    const { limit } = driver.piece;
    motion.step(driver, ELECTRIC, 1);
    states.push({ ...motion.state, limit, standing: driver.wait > 0 });
  }
  return { motion, driver, states };
}

describe('motion of a vehicle', () => {
  it('turns what it draws into losses and motion, and loses none, anywhere on its way', () => {
    fc.assert(
      fc.property(designs, seeds, fc.integer({ min: 1, max: 2000 }), (design, seed, steps) => {
        const motion = new Motion(design);
        const driver = new Driver(layRoute(new SeededRandom(seed, 'route'), 1), new SeededRandom(seed, 'trip'), 0.5);
        for (let step = 0; step < steps; step++) motion.step(driver, ELECTRIC, 1);
        const { drawn, machineLoss, drivelineLoss, auxiliary, brakes, drag, rolling } = motion.totals;
        const lost = machineLoss + drivelineLoss + auxiliary + brakes + drag + rolling;
        const held = motion.kineticEnergy + design.mass * GRAVITY * driver.altitude;
        expect(Math.abs(drawn - lost - held)).toBeLessThan(1e-9 * (lost + held) + 1e-6);
        for (const loss of [machineLoss, drivelineLoss, auxiliary, brakes, drag, rolling]) {
          expect(loss).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('comes back to the depot having driven the route’s length', () => {
    fc.assert(
      fc.property(designs, seeds, (design, seed) => {
        const { motion, driver } = round(design, seed);
        expect(driver.home).toBe(true);
        expect(motion.state.speed).toBeLessThan(2);
        expect(Math.abs(motion.distance - driver.route.length)).toBeLessThan(10);
      }),
      { numRuns: 10 },
    );
  });

  it('holds the limits, stands at stops, and brakes no harder than tyres can', () => {
    fc.assert(
      fc.property(designs, seeds, fc.double({ min: 0, max: 1, noNaN: true }), (design, seed, temper) => {
        const { states } = round(design, seed, temper);
        expect(states.filter(({ speed, limit }) => speed > 1.1 * limit + 3)).toEqual([]);
        expect(states.filter(({ acceleration }) => acceleration < -8 || acceleration > 5)).toEqual([]);
        expect(states.filter(({ standing, speed }) => standing && speed > 2)).toEqual([]);
        expect(states.filter(({ pedal, brakes }) => pedal > 0 && brakes > 0)).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it.each([
    [0, 4.5, 9],
    [2, 8, 16],
  ])('of petrol design %d needs %d to %d l for 100 km in mixed traffic', (design, least, most) => {
    const trips = [1, 2, 3, 4].map((seed) => round(VEHICLE_DESIGNS[design] as VehicleDesign, seed).motion);
    const drawn = trips.reduce((sum, { totals }) => sum + totals.drawn, 0);
    const hundreds = trips.reduce((sum, { distance }) => sum + distance, 0) / 100_000;
    expect(litres(drawn) / hundreds).toBeGreaterThan(least);
    expect(litres(drawn) / hundreds).toBeLessThan(most);
  });

  it.each([
    [1, 11, 22],
    [3, 18, 36],
  ])('of electric design %d needs %d to %d kWh for 100 km in mixed traffic', (design, least, most) => {
    const trips = [1, 2, 3, 4].map((seed) => round(VEHICLE_DESIGNS[design] as VehicleDesign, seed).motion);
    const drawn = trips.reduce((sum, { totals }) => sum + totals.drawn, 0) / 3.6e6;
    const hundreds = trips.reduce((sum, { distance }) => sum + distance, 0) / 100_000;
    expect(drawn / hundreds).toBeGreaterThan(least);
    expect(drawn / hundreds).toBeLessThan(most);
  });

  it('needs more with a hasty driver than with a calm one', () => {
    const [petrol] = VEHICLE_DESIGNS as readonly [VehicleDesign];
    const drawn = (temper: number) =>
      [1, 2, 3, 4].reduce((sum, seed) => sum + round(petrol, seed, temper).motion.totals.drawn, 0);
    expect(drawn(1)).toBeGreaterThan(1.03 * drawn(0));
  });

  it('turns its engine faster than idle when it drives, and within its torque', () => {
    const { states } = round(VEHICLE_DESIGNS[0] as VehicleDesign, 5, 1);
    expect(Math.min(...states.map(({ engineSpeed }) => engineSpeed))).toBe(780);
    expect(Math.max(...states.map(({ engineSpeed }) => engineSpeed))).toBeLessThan(6500);
    expect(Math.max(...states.map(({ torque }) => torque))).toBeLessThan(200);
    expect(new Set(states.map(({ gear }) => gear)).size).toBeGreaterThanOrEqual(4);
  });
});
