import { describe, expect, it } from '@jest/globals';
import { outsideProfile, type SimulatedValues } from '@fieldline/domain-pack';
import fc from 'fast-check';
import { vehicleProfile } from './profiles/vehicle.js';
import { PETROL, type CombustionDesign, type ElectricDesign } from './simulation/vehicle-design.js';
import type { SimulatedVehicle } from './simulation/simulated-vehicle.js';
import { vehicleFleet } from './vehicle.fleet.js';

const START = Date.parse('2026-03-27T04:00:00Z'); // midnight of a Friday in Dearborn
const HOUR = 3_600_000;
const INTERVAL = 10_000;
const METRICS = vehicleProfile.metrics.map(({ metric }) => metric).sort();
/** Counted since the reading before, so a device that may be asked at any time has none. */
const NOT_SIMULATED = ['networkReceived'];

const born = (index: number, seed: number) => vehicleFleet.device(index, seed).simulate(START) as SimulatedVehicle;
function life(vehicle: SimulatedVehicle, hours: number): SimulatedValues[] {
  return Array.from({ length: (hours * HOUR) / INTERVAL }, (_, i) => vehicle.advance(START + (i + 1) * INTERVAL));
}
const numbers = (readings: readonly SimulatedValues[], metric: string) =>
  readings.map((values) => values[metric]).filter((value) => typeof value === 'number');

describe('sample fleet of vehicles', () => {
  it('stays inside the profile with every value for a day, and tells each of its metrics (V1, V2)', () => {
    const told = new Set<string>();
    // every design, both duties, both sites
    for (const index of [0, 3, 4, 6, 9]) {
      const readings = life(born(index, 7), 24);
      expect(readings.flatMap((values) => outsideProfile(values, vehicleProfile.metrics))).toEqual([]);
      for (const values of readings) for (const metric of Object.keys(values)) told.add(metric);
    }
    expect([...told, ...NOT_SIMULATED].sort()).toEqual(METRICS);
  });

  it('tells the same at a time however often it was asked before', () => {
    const seconds = fc.uniqueArray(fc.integer({ min: 1, max: 10 * 3600 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), seconds, (index, asked) => {
        const times = asked.sort((a, b) => a - b).map((second) => START + second * 1000 + 137);
        const often = born(index, 3);
        const last = times.map((at) => often.advance(at)).at(-1);
        expect(born(index, 3).advance(times.at(-1) as number)).toEqual(last);
      }),
      { numRuns: 8 },
    );
  });

  it('has another life in another world, and the same names', () => {
    expect(vehicleFleet.device(0, 1).externalId).toBe('car-0001');
    expect(vehicleFleet.device(0, 2).externalId).toBe('car-0001');
    expect(life(born(0, 1), 1)).not.toEqual(life(born(0, 2), 1));
    expect(life(born(0, 1), 1)).toEqual(life(born(0, 1), 1));
  });

  it('burns what leaves the tank: heating value × litres is what engine, road and air took', () => {
    const vehicle = born(4, 2);
    const design = vehicle.world.design as CombustionDesign;
    const before = vehicle.store.level;
    const readings = life(vehicle, 12);
    const { drawn, machineLoss, drivelineLoss, auxiliary, brakes, drag, rolling } = vehicle.motion.totals;
    const burned = (before - vehicle.store.level) * design.tank * PETROL;
    expect(burned / drawn).toBeCloseTo(1, 9);
    const [held, climbed] = [vehicle.motion.kineticEnergy, vehicle.driver?.altitude ?? 0];
    const went =
      machineLoss + drivelineLoss + auxiliary + brakes + drag + rolling + held + design.mass * 9.80665 * climbed;
    // it comes to stand up to 30 cm before its place, which may be on a slope
    expect(went / drawn).toBeCloseTo(1, 5);
    // and as told: the trips’ litres, each counted from its start
    const litres = numbers(readings, 'fuelConsumedSinceRestart');
    const trips = litres.filter((value, i) => (litres[i + 1] ?? 0) < value);
    expect((trips.reduce((sum, value) => sum + value, 0) * PETROL) / drawn).toBeCloseTo(1, 1);
  });

  it('empties an electric vehicle’s battery by what it drew, and fills it by its charger', () => {
    const vehicle = born(9, 2);
    const { battery, charger } = vehicle.world.design as ElectricDesign;
    const levels: number[] = [];
    let charged = 0;
    const before = vehicle.store.level;
    for (let step = 1; step <= 12 * 360; step++) {
      const level = vehicle.store.level;
      const drawn = vehicle.motion.totals.drawn;
      vehicle.advance(START + step * INTERVAL);
      charged += (vehicle.store.level - level) * battery + (vehicle.motion.totals.drawn - drawn);
      levels.push(vehicle.store.level);
    }
    expect(before * battery + charged - vehicle.motion.totals.drawn).toBeCloseTo(vehicle.store.level * battery, -1);
    expect(charged).toBeGreaterThan(0);
    expect(charged / (charger * 10)).toBeCloseTo(Math.round(charged / (charger * 10)), 3);
    expect(Math.max(...levels)).toBeLessThan(0.91);
  });

  it('counts as many kilometres as its speed says, and as its fixes are apart', () => {
    const vehicle = born(4, 6);
    const readings = Array.from({ length: 3 * 3600 }, (_, i) => vehicle.advance(START + (i + 1) * 1000));
    const odometer = numbers(readings, 'odometer');
    const bySpeed = numbers(readings, 'vehicleSpeed').reduce((sum, speed) => sum + speed / 3600, 0);
    const driven = (odometer.at(-1) as number) - (odometer[0] as number);
    expect(driven).toBeGreaterThan(5);
    expect(bySpeed / driven).toBeCloseTo(1, 2);
    const apart = readings.slice(1).map((to, i) => {
      const from = readings[i] as SimulatedValues;
      const north = (Number(to['latitude']) - Number(from['latitude'])) * 111_195;
      const east = (Number(to['longitude']) - Number(from['longitude'])) * 111_195 * Math.cos(42.32 / 57.29578);
      return Math.abs(Math.hypot(north, east) - (Number(to['odometer']) - Number(from['odometer'])) * 1000);
    });
    // four fixes’ noise of 2 m
    expect(Math.max(...apart)).toBeLessThan(20);
  });

  it('presses no accelerator while it brakes, and loads its computer more when it drives (V1)', () => {
    const readings = life(born(4, 8), 12);
    const driving = readings.filter(({ vehicleSpeed }) => vehicleSpeed !== undefined);
    const parked = readings.filter(({ ignitionStatus }) => ignitionStatus === 'off');
    expect(driving.length).toBeGreaterThan(300);
    expect(parked.length).toBeGreaterThan(300);
    const both = driving.filter(
      (values) => values['brakePedalStatus'] === true && Number(values['acceleratorPedalPosition']) > 0,
    );
    expect(both).toEqual([]);
    expect(Math.min(...numbers(driving, 'cpuUsage'))).toBeGreaterThan(Math.max(...numbers(parked, 'cpuUsage')));
    expect(Object.keys(parked[0] ?? {}).length).toBeLessThan(15);
  });

  it('tells each event once at its own interval, all five fields of it (V2)', () => {
    const readings = life(born(4, 8), 24);
    const events = readings.filter((values) => values['eventType'] !== undefined);
    const count = (type: string) => events.filter((values) => values['eventType'] === type).length;
    expect(count('ignition-on')).toBeGreaterThan(5);
    expect(Math.abs(count('ignition-on') - count('ignition-off'))).toBeLessThanOrEqual(1);
    for (const values of events) {
      expect(Object.keys(values)).toEqual(
        expect.arrayContaining(['eventType', 'severity', 'description', 'component', 'status']),
      );
    }
    const off = readings.filter(
      (values, i) => i > 0 && values['ignitionStatus'] === 'off' && readings[i - 1]?.['ignitionStatus'] !== 'off',
    );
    expect(count('ignition-off')).toBe(off.length);
  });

  it('restarts a computer whose memory is full, and says so (V2)', () => {
    const restarts = [0, 1, 2].flatMap((seed) => {
      const readings = life(born(4, seed), 24);
      return readings.flatMap((values, i) => (values['eventType'] === 'restart' ? [readings.slice(i - 3, i + 1)] : []));
    });
    expect(restarts.length).toBeGreaterThan(0);
    for (const readings of restarts) {
      expect(Number(readings[0]?.['memoryUsage'])).toBeGreaterThan(75);
      expect(Number(readings.at(-1)?.['memoryUsage'])).toBeLessThan(70);
      expect(Number(readings.at(-1)?.['uptime'])).toBeLessThan(30);
    }
  });

  it('stays home at night by day duty, and drives day and night round the clock', () => {
    const hours = (index: number) =>
      life(born(index, 1), 24).flatMap((values, i) =>
        values['vehicleSpeed'] === undefined ? [] : [Math.floor(i / 360)],
      );
    expect(hours(0).filter((hour) => hour < 6 || hour > 20)).toEqual([]);
    expect(hours(0).length).toBeGreaterThan(0);
    expect(new Set(hours(4)).size).toBeGreaterThan(10);
    expect(hours(4).filter((hour) => hour < 6).length).toBeGreaterThan(50);
  });
});
