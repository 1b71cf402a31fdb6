import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { no2Photolysis, photostationaryNo2 } from './photostationary-state.js';

const AIR = { temperature: 25, pressure: 1013.25 };
const ppb = fc.double({ min: 0.01, max: 2000, noNaN: true });

describe('the photostationary state', () => {
  it('has a Leighton ratio of one', () => {
    // k at 298 K: 1.73 × 10⁻¹⁴ cm³/s, with 2.46 × 10¹⁹ molecules in a cubic centimetre 4.25 × 10⁻⁴ per ppb and second
    const [nox, ox, j] = [40, 60, 0.008];
    const no2 = photostationaryNo2({ nox, ox }, j, AIR);
    const ratio = (j * no2) / (4.25e-4 * (nox - no2) * (ox - no2));
    expect(ratio).toBeCloseTo(1, 2);
  });

  it('never makes more NO₂ than there is NOx or Ox, and less the brighter it is', () => {
    fc.assert(
      fc.property(ppb, ppb, fc.double({ min: 0.0001, max: 0.01, noNaN: true }), (nox, ox, j) => {
        const dark = photostationaryNo2({ nox, ox }, 0, AIR);
        const bright = photostationaryNo2({ nox, ox }, j, AIR);
        expect(dark).toBeCloseTo(Math.min(nox, ox), 6);
        expect(bright).toBeLessThan(dark);
        expect(bright).toBeGreaterThan(0);
      }),
    );
  });

  it('needs light: about 0.009 per second under a high sun, none at night (Parrish 1983)', () => {
    expect(no2Photolysis(1)).toBeCloseTo(0.0094, 4);
    expect(no2Photolysis(0)).toBe(0);
    expect(no2Photolysis(-0.5)).toBe(0);
  });

  it('makes no NO₂ of nothing', () => {
    expect(photostationaryNo2({ nox: 0, ox: 0 }, 0, AIR)).toBe(0);
  });
});
