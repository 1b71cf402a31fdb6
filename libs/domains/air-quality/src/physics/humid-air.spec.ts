import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { absoluteHumidity, dewPoint, relativeHumidity, saturationPressure } from './humid-air.js';

const celsius = fc.double({ min: -40, max: 50, noNaN: true });
const percent = fc.double({ min: 1, max: 100, noNaN: true });

describe('humid air', () => {
  // Saturation over water after Goff and Gratch (Smithsonian Meteorological Tables, 6th edition).
  it.each([
    [-20, 1.254],
    [0, 6.1078],
    [20, 23.373],
    [40, 73.777],
  ])('is saturated at %s °C with %s hPa, within 0.4 %', (temperature, hPa) => {
    expect(Math.abs(saturationPressure(temperature) / hPa - 1)).toBeLessThan(0.004);
  });

  it('holds 17.30 g/m³ at 20 °C when saturated (Smithsonian tables), within 0.4 %', () => {
    expect(Math.abs(absoluteHumidity(20, 100) / 17.3 - 1)).toBeLessThan(0.004);
  });

  it('has a dew point not above its temperature, equal at saturation', () => {
    fc.assert(
      fc.property(celsius, percent, (temperature, humidity) => {
        expect(dewPoint(temperature, humidity)).toBeLessThanOrEqual(temperature + 1e-9);
        expect(dewPoint(temperature, 100)).toBeCloseTo(temperature, 9);
      }),
    );
  });

  it('has the relative humidity that its dew point tells', () => {
    fc.assert(
      fc.property(celsius, percent, (temperature, humidity) => {
        expect(relativeHumidity(temperature, dewPoint(temperature, humidity))).toBeCloseTo(humidity, 8);
      }),
    );
  });
});
