import { describe, expect, it } from '@jest/globals';
import { localClock } from '@fieldline/domain-pack';
import { CITIES } from './city.js';
import { TRACERS } from './emissions.js';
import { StationAir, type Air } from './station-air.js';
import { STATION_PLACES, type StationPlace } from './station-place.js';

const [GRAZ] = CITIES;
const [STREET] = STATION_PLACES as [StationPlace];
const clock = localClock(GRAZ.timeZone);

interface Moment extends Air {
  readonly hour: number;
  readonly weekend: boolean;
}

function live(from: string, days: number, air = new StationAir(GRAZ, STREET, 3)): Moment[] {
  return Array.from({ length: days * 288 }, (_, step) => {
    const at = Date.parse(from) + step * 300_000;
    const { hour, weekday } = clock(at);
    return { ...air.step(at, 300), hour, weekend: weekday > 5 };
  });
}
const mean = (moments: readonly Moment[], of: (moment: Moment) => number) =>
  moments.reduce((sum, moment) => sum + of(moment), 0) / moments.length;
const between = (moments: readonly Moment[], from: number, to: number) =>
  moments.filter(({ hour }) => hour >= from && hour < to);

describe('the air at a station', () => {
  const winter = live('2026-01-05T00:00+01:00', 28);
  const summer = live('2026-06-29T00:00+02:00', 28);

  it('keeps the mass of each tracer: emitted is stored, carried away, left aloft or removed', () => {
    const air = new StationAir(GRAZ, STREET, 3);
    live('2026-03-27T00:00Z', 4, air);
    for (const tracer of TRACERS) {
      const { emitted, stored, lost } = air.columns[tracer];
      expect(emitted).toBeGreaterThan(0);
      expect((stored + lost.wind + lost.aloft + lost.removal) / emitted).toBeCloseTo(1, 9);
    }
  });

  it('holds more nitrogen oxides in the rush hour than at night, and on working days than at weekends', () => {
    const working = winter.filter(({ weekend }) => !weekend);
    const nox = ({ nox: ppb }: Moment) => ppb;
    expect(mean(between(working, 7, 9), nox)).toBeGreaterThan(1.5 * mean(between(working, 2, 4), nox));
    const weekend = winter.filter((moment) => moment.weekend);
    expect(mean(between(working, 7, 9), nox)).toBeGreaterThan(1.5 * mean(between(weekend, 7, 9), nox));
  });

  it('holds more fine particles in the heating season, and then most in the evening', () => {
    const pm25 = (moment: Moment) => moment.pm25;
    expect(mean(winter, pm25)).toBeGreaterThan(1.4 * mean(summer, pm25));
    expect(mean(between(winter, 19, 22), pm25)).toBeGreaterThan(1.2 * mean(between(winter, 12, 15), pm25));
  });

  it('holds more ozone in summer and by day, and less where nitrogen dioxide is high', () => {
    const o3 = (moment: Moment) => moment.o3;
    expect(mean(summer, o3)).toBeGreaterThan(1.3 * mean(winter, o3));
    expect(mean(between(summer, 13, 17), o3)).toBeGreaterThan(1.5 * mean(between(summer, 3, 7), o3));
    const no2 = (moment: Moment) => moment.no2;
    const [meanO3, meanNo2] = [mean(summer, o3), mean(summer, no2)];
    expect(mean(summer, (moment) => (moment.o3 - meanO3) * (moment.no2 - meanNo2))).toBeLessThan(-5);
  });

  it('never holds less than nothing, nor more NO₂ than NOx', () => {
    for (const moment of [...winter, ...summer]) {
      for (const amount of [moment.co, moment.no2, moment.o3, moment.so2, moment.pm25, moment.coarse]) {
        expect(amount).toBeGreaterThanOrEqual(0);
      }
      expect(moment.no2).toBeLessThanOrEqual(moment.nox);
    }
  });
});
