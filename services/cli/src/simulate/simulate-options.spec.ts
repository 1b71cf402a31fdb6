import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../shell/errors.js';
import { parseDuration } from './parse-duration.js';
import { faultFlags, intervalAt, packsOf } from './simulate-options.js';

describe('the options of simulate', () => {
  it('takes times with their unit only', () => {
    expect(['90s', '10m', '24h', '7d', '1.5h'].map(parseDuration)).toEqual([
      90_000, 600_000, 86_400_000, 604_800_000, 5_400_000,
    ]);
    for (const text of ['10', '10 m', '-1s', 'm', '1w', '']) expect(() => parseDuration(text)).toThrow(/such as 10m/);
  });

  it('takes fleets by name, and all without one', () => {
    expect(packsOf([]).length).toBeGreaterThanOrEqual(5);
    expect(packsOf(['energy', 'battery']).map(({ id }) => id)).toEqual(expect.arrayContaining(['battery', 'energy']));
    expect(() => packsOf(['cars'])).toThrow(/no domain 'cars'; there are .*energy/);
  });

  it('takes faults by name, or all', () => {
    expect(faultFlags(undefined).size).toBe(0);
    expect([...faultFlags('late, stuck')]).toEqual(['late', 'stuck']);
    expect(faultFlags('all').size).toBe(11);
    expect(() => faultFlags('late,tired')).toThrow(/no fault 'tired'; there are .*reconnect-storm/);
  });

  it('makes the rate of all the interval of each, and says how many devices a rate needs', () => {
    expect(intervalAt(undefined, 10)).toBeUndefined();
    expect(intervalAt(500, 5_000)).toBe(10_000);
    expect(() => intervalAt(1_000, 10)).toThrow(UsageError);
    expect(() => intervalAt(1_000, 10)).toThrow(/100 devices are needed/);
  });
});
