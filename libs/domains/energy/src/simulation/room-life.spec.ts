import { beforeAll, describe, expect, it } from '@jest/globals';
import { FORGET_RATE } from './appliances.js';
import { storedHeat } from './room-heat.js';
import { RoomLife, type RoomStep } from './room-life.js';
import { STEP_MS } from './school-clock.js';
import { schoolFleet } from './school-fleet.js';
import { schoolPlace } from './school-place.js';

const SITE = schoolFleet.sites[0] as (typeof schoolFleet.sites)[number];
const DAY_MS = 86_400_000;

interface TimedStep extends RoomStep {
  readonly at: number;
  /** Local. */
  readonly minute: number;
}

function live(number: number, from: string, days: number): readonly TimedStep[] {
  const place = schoolPlace(3, 0, SITE);
  const room = new RoomLife(place, number);
  const begin = Date.parse(from);
  return Array.from({ length: (days * DAY_MS) / STEP_MS }, (_, index) => {
    const at = begin + index * STEP_MS;
    return { at, minute: place.clock(at).minute, ...room.step(at) };
  });
}

describe('a room in winter', () => {
  let rooms: readonly (readonly TimedStep[])[];

  beforeAll(() => {
    rooms = Array.from({ length: 5 }, (_, number) => live(number, '2024-01-08T00:00:00Z', 21));
  });

  it('loses all the heat that it takes in and does not keep', () => {
    for (const steps of rooms) {
      let [came, went] = [0, 0];
      for (const { gains, lost } of steps) {
        came += gains * (STEP_MS / 1000);
        went += lost;
      }
      const [first, last] = [steps[0] as TimedStep, steps.at(-1) as TimedStep];
      expect(Math.abs(came - went - storedHeat(first.temperature, last.temperatureAfter)) / came).toBeLessThan(1e-9);
    }
  });

  it('is empty at night, and yet a light burns in some: somebody forgot it', () => {
    const nights = rooms.flat().filter(({ minute }) => minute >= 120 && minute < 121);
    expect(nights.every(({ people }) => people === 0)).toBe(true);
    const burning = nights.filter(({ on }) => on[0] === true || on[1] === true);
    expect(burning.length).toBeGreaterThan(0);
    expect(burning.every(({ powers }) => (powers[0] as number) + (powers[1] as number) > 1000)).toBe(true);
    // most nights are dark
    expect(burning.length).toBeLessThan(nights.length / 3);
  });

  it('is left with its light on as often as declared', () => {
    let [left, forgotten] = [0, 0];
    for (const steps of rooms) {
      steps.forEach(({ people, on }, index) => {
        const before = steps[index - 1];
        if (people > 0 || before === undefined || before.people === 0) return;
        for (const light of [0, 1]) {
          if (before.on[light] !== true) continue;
          left += 1;
          if (on[light] === true) forgotten += 1;
        }
      });
    }
    expect(left).toBeGreaterThan(200);
    const deviation = Math.sqrt((FORGET_RATE.light * (1 - FORGET_RATE.light)) / left);
    expect(Math.abs(forgotten / left - FORGET_RATE.light)).toBeLessThan(3 * deviation);
  });

  it('is lit when somebody is there before sunrise, and not cooled', () => {
    const early = rooms.flat().filter(({ minute, people }) => people > 0 && minute < 500);
    expect(early.length).toBeGreaterThan(100);
    expect(early.every(({ on }) => on[0] === true && on[1] === true)).toBe(true);
    expect(rooms.flat().some(({ on }) => on[5] === true)).toBe(false);
  });

  it('has nobody in it at weekends', () => {
    const weekend = rooms.flat().filter(({ at }) => [0, 6].includes(new Date(at + 3_600_000).getUTCDay()));
    expect(weekend.every(({ people }) => people === 0)).toBe(true);
    expect(rooms.flat().some(({ people }) => people > 10)).toBe(true);
  });
});

describe('a room in summer', () => {
  it('is cooled while people are there', () => {
    const steps = live(0, '2024-06-10T00:00:00Z', 2);
    const cooled = steps.filter(({ on, powers }) => on[5] === true && (powers[5] as number) > 10_000);
    expect(cooled.length).toBeGreaterThan(50);
    // and the compressor rests meanwhile
    expect(steps.some(({ on, powers }) => on[5] === true && (powers[5] as number) < 1000)).toBe(true);
  });
});

describe('a room on the days when clocks change', () => {
  it.each([
    ['forward', '2024-03-31T00:00:00Z', '2024-04-01T00:00:00Z', '06:15'],
    ['back', '2024-10-27T00:00:00Z', '2024-10-28T00:00:00Z', '07:15'],
  ])('has its first lesson at 8:15 on the wall before and after they go %s', (_, from, after, utc) => {
    const begins = new Set(
      Array.from({ length: 4 }, (_room, number) => {
        const monday = live(number, after, 1);
        return monday.find(({ people }) => people > 5)?.at ?? 0;
      }).map((at) => new Date(at).toISOString().slice(11, 16)),
    );
    // people come up to 4 minutes early
    const minutes = [...begins].map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
    const bell = Number(utc.slice(0, 2)) * 60 + Number(utc.slice(3));
    expect(Math.min(...minutes)).toBeGreaterThanOrEqual(bell - 4);
    expect(Math.min(...minutes)).toBeLessThan(bell + 5);
    expect(live(0, from, 1).every(({ minute }) => minute >= 0 && minute < 1440)).toBe(true);
  });
});
