import { describe, expect, it } from '@jest/globals';
import { outsideProfile, type SimulatedDevice, type SimulatedValues } from '@fieldline/domain-pack';
import fc from 'fast-check';
import { energyPack } from '../energy.pack.js';
import { STEP_MS } from './school-clock.js';
import { schoolFleet } from './school-fleet.js';
import { SchoolLife } from './school-life.js';
import { schoolPlace } from './school-place.js';

const METER = 16;
const HOUR_MS = 3_600_000;
const SCHOOL_HOURS = Date.parse('2024-11-19T07:10:07.250Z');
const SITE = schoolFleet.sites[0] as (typeof schoolFleet.sites)[number];

function school(seed: number, startAt: number): readonly SimulatedDevice[] {
  return Array.from({ length: schoolFleet.size }, (_, index) => schoolFleet.device(index, seed).simulate(startAt));
}

function numberOf(values: SimulatedValues | undefined, metric: string): number {
  return values?.[metric] as number;
}

describe('the sample school', () => {
  it('has 16 boards, a meter and three plugs that tell every 30 s (E2), and more schools after it', () => {
    const devices = Array.from({ length: 40 }, (_, index) => schoolFleet.device(index, 1));
    const count = (profile: string): number => devices.filter((device) => device.profile === profile).length;
    expect([count('switchboard'), count('electricity-meter'), count('smart-plug')]).toEqual([32, 2, 6]);
    expect(new Set(devices.map(({ externalId }) => externalId)).size).toBe(40);
    expect(devices[20]).toMatchObject({ externalId: 'room-0017', site: SITE.name, intervalSeconds: 30 });
  });

  it('has a meter that tells exactly what rooms, plugs and the house itself take, at each step', () => {
    const devices = school(5, SCHOOL_HOURS);
    const place = schoolPlace(5, 0, SITE);
    const life = new SchoolLife(place);
    const firstStep = Math.floor(SCHOOL_HOURS / 86_400_000) * 86_400_000;
    let at = firstStep;
    let base = life.step(at).base;
    let shown = 0;
    for (let now = SCHOOL_HOURS; now < SCHOOL_HOURS + 3 * HOUR_MS; now += STEP_MS) {
      while (at + STEP_MS <= now) {
        at += STEP_MS;
        ({ base } = life.step(at));
      }
      const told = devices.map((device) => Math.round(10 * numberOf(device.advance(now), 'power')));
      const others = told.reduce((sum, power, index) => (index === METER ? sum : sum + power), 0);
      expect(told[METER]).toBe(others + base);
      shown = Math.max(shown, others);
    }
    expect(shown).toBeGreaterThan(50_000); // 5 kW: the rooms are in use
  });

  it('counts the energy that it takes: the integral of power, for each device (E4)', () => {
    const devices = school(5, SCHOOL_HOURS);
    const taken = devices.map(() => 0);
    let powers = devices.map((device) => numberOf(device.advance(SCHOOL_HOURS), 'power'));
    // power changes at full steps only
    let before = SCHOOL_HOURS;
    for (let now = Math.ceil(SCHOOL_HOURS / STEP_MS) * STEP_MS; now < SCHOOL_HOURS + 4 * HOUR_MS; now += STEP_MS) {
      powers.forEach((power, index) => (taken[index] = (taken[index] as number) + (power * (now - before)) / HOUR_MS));
      const told = devices.map((device) => device.advance(now));
      told.forEach((values, index) => {
        const difference = (taken[index] as number) - numberOf(values, 'energy');
        expect(difference).toBeGreaterThan(-1e-6);
        expect(difference).toBeLessThan(0.1 + 1e-6); // told in full tenths
      });
      powers = told.map((values) => numberOf(values, 'power'));
      before = now;
    }
    expect(taken[METER]).toBeGreaterThan(10_000);
  });

  it('has sub-meters that together count no more than the meter, and each step once', () => {
    const meter = schoolFleet.device(METER, 5).simulate(SCHOOL_HOURS);
    const parts = ['subMeter1', 'subMeter2', 'subMeter3'];
    const sums = parts.map(() => 0);
    const first = meter.advance(SCHOOL_HOURS + STEP_MS);
    let last = first;
    for (let now = SCHOOL_HOURS + 2 * STEP_MS; now <= SCHOOL_HOURS + 4 * HOUR_MS; now += STEP_MS) {
      last = meter.advance(now);
      parts.forEach((part, index) => (sums[index] = (sums[index] as number) + numberOf(last, part)));
    }
    const total = numberOf(last, 'energy') - numberOf(first, 'energy');
    const parted = sums.reduce((sum, one) => sum + one, 0);
    expect(parted).toBeGreaterThan(0.4 * total);
    expect(parted).toBeLessThan(total);
  });

  it('shows a current that is apparent power over voltage, and power its switches’ sum', () => {
    const devices = school(7, SCHOOL_HOURS);
    for (let now = SCHOOL_HOURS; now < SCHOOL_HOURS + HOUR_MS; now += STEP_MS) {
      devices.forEach((device, index) => {
        const values = device.advance(now);
        const apparent = numberOf(values, 'voltage') * numberOf(values, 'current');
        // current is told in hundredths of an ampere
        expect(apparent).toBeGreaterThanOrEqual(numberOf(values, 'power') - 1.3);
        if (index < METER) {
          const switched = (values['switchPower'] as readonly number[]).reduce((sum, power) => sum + power, 0);
          expect(switched).toBeCloseTo(numberOf(values, 'power'), 6);
        }
        if (index === METER) {
          const expected = Math.hypot(numberOf(values, 'power'), numberOf(values, 'reactivePower'));
          expect(Math.abs(apparent - expected)).toBeLessThan(1.3);
        }
      });
    }
  });

  it('shows no power on a switch that is off', () => {
    const room = schoolFleet.device(0, 5).simulate(SCHOOL_HOURS);
    for (let now = SCHOOL_HOURS; now < SCHOOL_HOURS + 12 * HOUR_MS; now += 10 * STEP_MS) {
      const values = room.advance(now);
      (values['switchPower'] as readonly number[]).forEach((power, index) => {
        if (values[`switch${index + 1}`] === false) expect(power).toBe(0);
        else expect(power).toBeGreaterThan(0);
      });
    }
  });
});

describe('the life of a school', () => {
  const seeds = fc.integer({ min: 0, max: 2 ** 31 });
  const starts = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2040, 0) });
  const indices = fc.integer({ min: 0, max: 45 });

  it('does not depend on how often it is asked, but on the seed', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 4 * HOUR_MS }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(seeds, starts, indices, gaps, (seed, startAt, index, between) => {
        const often = schoolFleet.device(index, seed).simulate(startAt);
        const seldom = schoolFleet.device(index, seed).simulate(startAt);
        const other = schoolFleet.device(index, seed + 1).simulate(startAt);
        let at = startAt;
        for (const gap of between) {
          at += gap;
          often.advance(at);
        }
        expect(seldom.advance(at)).toEqual(often.advance(at));
        expect(other.advance(at)).not.toEqual(seldom.advance(at));
      }),
      { numRuns: 20 },
    );
  });

  it('stays inside its profiles in any season (E2)', () => {
    fc.assert(
      fc.property(seeds, starts, indices, (seed, startAt, index) => {
        const device = schoolFleet.device(index, seed);
        const profile = energyPack.profiles.find(({ id }) => id === device.profile);
        const life = device.simulate(startAt);
        for (let at = startAt; at < startAt + 30 * HOUR_MS; at += 1_800_000) {
          expect(outsideProfile(life.advance(at), profile?.metrics ?? [])).toEqual([]);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('keeps counters rising', () => {
    fc.assert(
      fc.property(seeds, starts, indices, (seed, startAt, index) => {
        const life = schoolFleet.device(index, seed).simulate(startAt);
        let before = 0;
        for (let at = startAt; at < startAt + 2 * HOUR_MS; at += 47_000) {
          const energy = numberOf(life.advance(at), 'energy');
          expect(energy).toBeGreaterThanOrEqual(before);
          before = energy;
        }
      }),
      { numRuns: 20 },
    );
  });
});
