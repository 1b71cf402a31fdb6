import { describe, expect, it } from '@jest/globals';
import { CELSIUS_ZERO, saturationAt, saturationTemperature } from './saturation.js';

describe('saturation of water', () => {
  it('is the check table of IAPWS SR1-86 at 373.1243 K', () => {
    const at = saturationAt(373.1243 - CELSIUS_ZERO);
    expect(at.pressure / 1e6).toBeCloseTo(0.101325, 6);
    expect(at.waterDensity).toBeCloseTo(958.365, 3);
    expect(at.steamDensity).toBeCloseTo(0.597586, 6);
    expect(at.waterEnthalpy / 1000).toBeCloseTo(419.05, 2);
    expect(at.steamEnthalpy / 1000).toBeCloseTo(2675.7, 1);
  });

  it.each([
    // bar absolute, °C, kg/m³ ×2, kJ/kg ×2: IAPWS-IF97 (Wagner and Kretzschmar, International Steam Tables, 2008)
    [1, 99.606, 958.64, 0.59031, 417.44, 2674.95],
    [10, 179.886, 887.13, 5.1454, 762.68, 2777.12],
    [16, 201.378, 863.05, 8.0815, 858.61, 2792.88],
  ])('is that of IAPWS-IF97 at %d bar', (...row) => {
    const [bar, celsius, water, steam, waterEnthalpy, steamEnthalpy] = row;
    const temperature = saturationTemperature(bar * 1e5);
    const at = saturationAt(temperature);
    expect(Math.abs(temperature - celsius)).toBeLessThan(0.01);
    expect(at.waterDensity / water).toBeCloseTo(1, 4);
    expect(at.steamDensity / steam).toBeCloseTo(1, 3);
    expect(at.waterEnthalpy / 1000 / waterEnthalpy).toBeCloseTo(1, 3);
    expect(at.steamEnthalpy / 1000 / steamEnthalpy).toBeCloseTo(1, 3);
  });
});
