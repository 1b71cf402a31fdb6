import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { heatStep, storedHeat } from './room-heat.js';

const temperature = fc.double({ min: -10, max: 45, noNaN: true });
const gains = fc.double({ min: -6000, max: 12_000, noNaN: true });

describe('the heat of a room', () => {
  it('is neither made nor lost: what comes in is stored or goes outside', () => {
    fc.assert(
      fc.property(temperature, temperature, gains, fc.boolean(), (indoor, outdoor, power, windowsOpen) => {
        const steps = 288;
        let now = indoor;
        let lost = 0;
        for (let step = 0; step < steps; step++) {
          const next = heatStep(now, { outdoor, gains: power, windowsOpen }, 30);
          // the loss of a step by its mean temperature, known from the trapezoid to second order
          expect(next.lost).toBeCloseTo((windowsOpen ? 378 : 98) * 30 * ((now + next.temperature) / 2 - outdoor), -1);
          lost += next.lost;
          now = next.temperature;
        }
        expect(storedHeat(indoor, now) + lost).toBeCloseTo(power * 30 * steps, 0);
      }),
      { numRuns: 10 },
    );
  });

  it('does not depend on how a time is cut into steps', () => {
    const flows = { outdoor: 5, gains: 900, windowsOpen: false };
    let now = 20;
    for (let step = 0; step < 120; step++) now = heatStep(now, flows, 30).temperature;
    expect(now).toBeCloseTo(heatStep(20, flows, 3600).temperature, 9);
  });

  it('ends where losses equal gains', () => {
    expect(heatStep(20, { outdoor: 5, gains: 980, windowsOpen: false }, 1e7).temperature).toBeCloseTo(15, 6);
  });
});
