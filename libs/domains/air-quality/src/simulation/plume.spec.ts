import { describe, expect, it } from '@jest/globals';
import { CITIES } from './city.js';
import { plumeAt, PlumeEvents, type PlumeEvent } from './plume.js';
import type { StationPlace } from './station-place.js';
import { weatherOf } from './weather.js';

const HOUR_MS = 3_600_000;
const START = Date.parse('2026-05-04T06:00Z');
const WEST_WIND = { ...weatherOf(CITIES[0], 1, START), windDirection: 270, windSpeed: 3, mixingHeight: 800 };
const FIRE: PlumeEvent = {
  beginsAt: START,
  decayHours: 1,
  east: 0,
  north: 0,
  strength: 5,
  share: { pm25: 1, coarse: 0, co: 0, nox: 0, so2: 0 },
};
const place = (east: number, north: number): StationPlace => ({
  ...{ name: 'here', traffic: 0, heating: 0, works: 0, reference: false },
  east,
  north,
});
const after = (hours: number, where = place(2, 0)) => plumeAt(FIRE, where, WEST_WIND, START + hours * HOUR_MS);

describe('a plume', () => {
  it('rises after its beginning, then fades', () => {
    expect(after(-0.1)).toBe(0);
    expect(after(0.1)).toBeLessThan(after(0.4));
    expect(after(2)).toBeLessThan(0.3 * after(0.4));
    expect(after(4)).toBeGreaterThan(0);
  });

  it('is met downwind only, most at its middle and near its source', () => {
    expect(after(0.5)).toBeGreaterThan(5);
    expect(after(0.5, place(-2, 0))).toBe(0);
    expect(after(0.5, place(2, 0.5))).toBeLessThan(after(0.5));
    expect(after(0.5, place(2, 2))).toBeLessThan(0.001);
    expect(after(0.5, place(4, 0))).toBeLessThan(after(0.5));
  });

  it('carries what its source gives off', () => {
    // through a plane across the wind: 5 g/s times the course's value; 10 m slices from −3 to 3 km
    const course = (1 - Math.exp(-0.5 / 0.25)) * Math.exp(-0.5);
    const distance = 2000;
    const high = (0.14 * distance) / Math.sqrt(1 + 0.0003 * distance);
    let through = 0;
    // a Gaussian of that height on the ground holds √(π/2) σ of its value at the ground
    for (let north = -3; north < 3; north += 0.01) {
      through += after(0.5, place(2, north)) * 10 * Math.sqrt(Math.PI / 2) * high * 3;
    }
    expect(through / (5e6 * course)).toBeCloseTo(1, 3);
  });

  it('is the same for whoever asks, and comes now and then', () => {
    const counts = Array.from({ length: 90 }, (_, day) => new PlumeEvents(1, 'Graz').at(START + day * 24 * HOUR_MS));
    const again = Array.from({ length: 90 }, (_, day) => new PlumeEvents(1, 'Graz').at(START + day * 24 * HOUR_MS));
    expect(again).toEqual(counts);
    const met = counts.flat().length;
    expect(met).toBeGreaterThan(40);
    expect(met).toBeLessThan(150);
  });
});
