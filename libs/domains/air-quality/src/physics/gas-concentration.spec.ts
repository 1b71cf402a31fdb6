import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { massConcentration, mixingRatio, MOLAR_MASS, type Gas } from './gas-concentration.js';

const AT_20_DEGREES = { temperature: 20, pressure: 1013.25 };
const AT_25_DEGREES = { temperature: 25, pressure: 1013.25 };

describe('mixing ratio and mass concentration', () => {
  // Factors at 20 °C and 1,013 hPa as European reporting uses them (Directive 2008/50/EC reports gases so), three digits.
  it.each([
    ['o3', 2.0],
    ['no2', 1.91],
    ['so2', 2.66],
    ['co', 1.16],
    ['benzene', 3.25],
  ] as const)('of %s at 20 °C: 1 ppb is %s µg/m³ (A5)', (gas, micrograms) => {
    expect(massConcentration(gas, 1, AT_20_DEGREES)).toBeCloseTo(micrograms, 2);
  });

  // 24.465 l/mol, the molar volume at 25 °C that US regulation uses.
  it.each(Object.entries(MOLAR_MASS) as [Gas, number][])('of %s at 25 °C follow its molar mass (A5)', (gas, grams) => {
    expect(massConcentration(gas, 1000, AT_25_DEGREES)).toBeCloseTo((1000 * grams) / 24.465, 0);
  });

  it('lead back to where they came from', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(MOLAR_MASS) as Gas[])),
        fc.double({ min: -50, max: 20_000, noNaN: true }),
        fc.double({ min: -95, max: 65, noNaN: true }),
        fc.double({ min: 300, max: 1100, noNaN: true }),
        (gas, ppb, ...[temperature, pressure]) => {
          const air = { temperature, pressure };
          expect(mixingRatio(gas, massConcentration(gas, ppb, air), air)).toBeCloseTo(ppb, 8);
        },
      ),
    );
  });
});
