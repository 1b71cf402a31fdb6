import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chargingCurrentUpTo, currentForPower } from './pack-current.js';

const source = fc.record({
  emfV: fc.double({ min: 30, max: 70, noNaN: true }),
  ohm: fc.double({ min: 1e-3, max: 0.1, noNaN: true }),
});

describe('current of a pack', () => {
  it('makes the power that was asked for, wherever the pack can give it', () => {
    fc.assert(
      fc.property(source, fc.double({ min: -3, max: 1, noNaN: true }), (pack, share) => {
        const powerW = (share * pack.emfV ** 2) / (4 * pack.ohm);
        const currentA = currentForPower(powerW, pack);
        expect(currentA * (pack.emfV - currentA * pack.ohm)).toBeCloseTo(powerW, 4);
        expect(Math.sign(currentA)).toBe(Math.sign(powerW));
      }),
    );
  });

  it('is that of the largest power where more is asked', () => {
    expect(currentForPower(1e6, { emfV: 50, ohm: 0.01 })).toBe(2500);
  });

  it('holds the terminals at the charging voltage, and never discharges for it', () => {
    fc.assert(
      fc.property(source, fc.double({ min: 40, max: 60, noNaN: true }), (pack, volts) => {
        const currentA = chargingCurrentUpTo(volts, pack);
        expect(currentA).toBeLessThanOrEqual(0);
        if (pack.emfV < volts) expect(pack.emfV - currentA * pack.ohm).toBeCloseTo(volts, 9);
        else expect(currentA).toBeCloseTo(0, 12);
      }),
    );
  });
});
