import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TracerColumn } from './tracer-column.js';

const rate = fc.double({ min: 1e-6, max: 1e-2, noNaN: true });
const stretch = fc.record({
  emission: fc.integer({ min: 0, max: 10_000 }).map((thousandths) => thousandths / 1000),
  rates: fc.record({ wind: rate, aloft: rate, removal: rate }),
  seconds: fc.integer({ min: 1, max: 3600 }),
});

describe('TracerColumn', () => {
  it('keeps its mass: emitted is stored, carried away, left aloft or removed', () => {
    fc.assert(
      fc.property(fc.array(stretch, { minLength: 1, maxLength: 40 }), (stretches) => {
        const column = new TracerColumn();
        for (const { emission, rates, seconds } of stretches) column.step(emission, rates, seconds);
        const { wind, aloft, removal } = column.lost;
        const found = column.stored + wind + aloft + removal;
        expect(Math.abs(found - column.emitted)).toBeLessThanOrEqual(1e-9 * column.emitted);
        expect(column.stored).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('follows its equation, as integrated in small steps', () => {
    const rates = { wind: 3e-4, aloft: 1e-4, removal: 5e-5 };
    const column = new TracerColumn();
    column.settle(0.5, rates);
    column.step(2, rates, 3600);
    let mass = 0.5 / 4.5e-4;
    let carried = 0;
    for (let step = 0; step < 360_000; step++) {
      carried += 3e-4 * mass * 0.01;
      mass += (2 - 4.5e-4 * mass) * 0.01;
    }
    expect(column.stored / mass).toBeCloseTo(1, 5);
    expect(column.lost.wind / carried).toBeCloseTo(1, 5);
  });

  it('stays where it is when nothing changes', () => {
    const rates = { wind: 2e-4, aloft: 0, removal: 1e-5 };
    const column = new TracerColumn();
    column.settle(1, rates);
    const before = column.stored;
    column.step(1, rates, 86_400);
    expect(column.stored / before).toBeCloseTo(1, 9);
  });
});
