import { describe, expect, it } from '@jest/globals';
import { BackOff } from './back-off.js';

function delays(fraction: number, count: number): number[] {
  const backOff = new BackOff({ bytes: (size) => Buffer.alloc(size), fraction: () => fraction });
  return Array.from({ length: count }, () => backOff.nextMs());
}

describe('the back-off', () => {
  it('doubles from 50 ms to 5 s, each delay drawn from its upper half', () => {
    expect(delays(0, 9)).toEqual([25, 50, 100, 200, 400, 800, 1_600, 2_500, 2_500]);
    expect(delays(1, 9)).toEqual([50, 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
  });

  it('begins again after a success', () => {
    const backOff = new BackOff({ bytes: (size) => Buffer.alloc(size), fraction: () => 1 });
    backOff.nextMs();
    backOff.nextMs();
    expect(backOff.failures).toBe(2);
    backOff.reset();
    expect(backOff.failures).toBe(0);
    expect(backOff.nextMs()).toBe(50);
  });
});
