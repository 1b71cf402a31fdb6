import { describe, expect, it } from '@jest/globals';
import { sunElevation } from './surroundings.js';

describe('elevation of the sun', () => {
  it.each([
    // NOAA Solar Calculator, rounded to a degree
    ['midsummer noon in Berlin', 52.52, 13.405, '2026-06-21T11:08:00Z', 61],
    ['midwinter noon in Berlin', 52.52, 13.405, '2026-12-21T11:04:00Z', 14],
    ['equinox noon on the equator', 0, 0, '2026-03-20T12:07:00Z', 90],
    ['midsummer midnight in Berlin', 52.52, 13.405, '2026-06-20T23:08:00Z', -14],
    ['noon in Dearborn in November', 42.32, -83.18, '2026-11-21T17:19:00Z', 28],
  ] as const)('at %s is as published, to 4°', (...row) => {
    const [, latitude, longitude, at, elevation] = row;
    expect(Math.abs(sunElevation({ latitude, longitude }, Date.parse(at)) - elevation)).toBeLessThan(4);
  });
});
