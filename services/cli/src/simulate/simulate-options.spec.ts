import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../shell/errors.js';
import { parseDuration } from './parse-duration.js';
import { checkTimes, faultFlags, intervalAt, packsOf } from './simulate-options.js';

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

  it('refuses a rate at which a device sends less than once a day, and says the least', () => {
    expect(() => intervalAt(0.0001, 10)).toThrow(UsageError);
    const least = /at least ([\d.]+)$/.exec(messageOf(() => intervalAt(0.0001, 10)))?.[1];
    expect(intervalAt(Number(least), 10)).toBeGreaterThan(0.99 * 86_400_000);
  });

  it('refuses a history before 2015, however long, and says the longest', () => {
    const now = Date.UTC(2026, 4, 1);
    expect(() => checkTimes({ duration: Infinity, history: parseDuration('5000d') }, now)).toThrow(UsageError);
    const longest = /at most (\d+d)$/.exec(
      messageOf(() => checkTimes({ duration: 1e6, history: parseDuration('9'.repeat(400) + 'd') }, now)),
    )?.[1];
    checkTimes({ duration: Infinity, history: parseDuration(longest as string) }, now);
  });

  it('refuses a run in which nothing is sent, or that has no end in sight; 0s is for a history alone', () => {
    const now = Date.UTC(2026, 4, 1);
    for (const text of ['0s', '0.5s', '0d']) {
      expect(() => checkTimes({ duration: parseDuration(text), history: 0 }, now)).toThrow(/at least 1s, such as 10m/);
    }
    expect(() => checkTimes({ duration: parseDuration('4000000d'), history: 0 }, now)).toThrow(/at most 366d/);
    for (const duration of [1_000, 366 * 86_400_000, Infinity]) checkTimes({ duration, history: 0 }, now);
    checkTimes({ duration: 0, history: 1 }, now);
  });
});

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}
