import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EnvironmentalScore } from './environmental-score.js';

const APPROVED = 2000; // J/m
const km = { min: 0, max: 3, noNaN: true } as const;

function driven(share: number, harshInKm: number): number {
  const score = new EnvironmentalScore(APPROVED);
  for (let part = 0; part < 4000; part++) score.drive(50, 50 * APPROVED * share, part % 20 < harshInKm);
  return score.value;
}

describe('environmental score (V1)', () => {
  it('is 100 at the approved consumption without harsh manoeuvres, 40 at twice of it, 0 with many besides', () => {
    expect(driven(1, 0)).toBeCloseTo(100, 1);
    expect(driven(0.8, 0)).toBeCloseTo(100, 1);
    expect(driven(1.5, 0)).toBeCloseTo(70, 1);
    expect(driven(2, 0)).toBeCloseTo(40, 1);
    expect(driven(2, 1)).toBeCloseTo(0, 1);
  });

  it('stays within 0 and 100 and falls with what is drawn', () => {
    fc.assert(
      fc.property(fc.double(km), fc.double(km), fc.boolean(), (a, b, harsh) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((share) => driven(share, harsh ? 1 : 0)) as [
          number,
          number,
        ];
        expect(less).toBeLessThanOrEqual(100);
        expect(more).toBeGreaterThanOrEqual(0);
        expect(less).toBeGreaterThanOrEqual(more);
      }),
      { numRuns: 20 },
    );
  });
});
