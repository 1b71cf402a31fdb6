import { describe, expect, it } from '@jest/globals';
import { ChargeCounter } from './charge-counter.js';

const counter = (part: { gainError?: number; offsetA?: number } = {}): ChargeCounter =>
  new ChargeCounter({ capacityAh: 90, nominalAh: 100, charge: 0.5, cycles: 7, gainError: 0, offsetA: 0, ...part });

describe('counted charge', () => {
  it('falls by what is drawn, of the capacity that is left (B1)', () => {
    const counted = counter();
    counted.count(9, 3600);
    expect(counted.charge).toBeCloseTo(0.4, 12);
    expect(counted.remainingAh).toBeCloseTo(36, 12);
    expect(counted.drawnAh).toBeCloseTo(54, 12);
    expect(counted.health).toBe(0.9);
  });

  it('drifts by the shunt’s error, and is right again at the next full charge', () => {
    const counted = counter({ offsetA: 0.1, gainError: 0.01 });
    counted.count(0, 36_000);
    expect(counted.charge).toBeCloseTo(0.5 - 1 / 90, 12);
    expect(counted.measuredA(100)).toBeCloseTo(101.1, 12);
    counted.full();
    expect([counted.charge, counted.drawnAh]).toEqual([1, 0]);
  });

  it('counts a cycle for each nominal capacity drawn, and none for charging', () => {
    const counted = counter();
    counted.count(-1000, 3600);
    expect(counted.cycles).toBe(7);
    for (let hour = 0; hour < 3; hour++) counted.count(50, 3600);
    expect(counted.cycles).toBeCloseTo(8.5, 12);
  });

  it('stays between empty and full', () => {
    const counted = counter();
    counted.count(1000, 3600);
    expect(counted.charge).toBe(0);
    counted.count(-1000, 3600);
    expect(counted.charge).toBe(1);
  });
});
