import { describe, expect, it } from '@jest/globals';
import { globalIrradiance } from './irradiance.js';

/** Sevilla at noon of midsummer. */
const HIGH = Math.sin((76.05 * Math.PI) / 180);

describe('the irradiance', () => {
  it('is no more than the solar constant, and a quarter of it under a closed cover of clouds', () => {
    const clear = globalIrradiance(HIGH, 0);
    expect(clear).toBeGreaterThan(900);
    expect(clear).toBeLessThan(1361);
    expect(globalIrradiance(HIGH, 1) / clear).toBeCloseTo(0.25, 10);
  });

  // Haurwitz's 1098·sin·e^(−0.057/sin), by hand
  it('is 489.8 W/m² from a clear sky when the sun stands 30° high', () => {
    expect(globalIrradiance(0.5, 0)).toBeCloseTo(489.8, 1);
  });

  it('is nothing while the sun is down, and little as it rises', () => {
    expect(globalIrradiance(-HIGH, 0)).toBe(0);
    expect(globalIrradiance(0, 0)).toBe(0);
    expect(globalIrradiance(0.02, 0)).toBeLessThan(5);
  });
});
