import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DueQueue } from './due-queue.js';
import { lifeBegin, WHOLE_DAY_DEVICES } from './life-begin.js';
import { nextSendTime, onGrain, sendTimes } from './send-times.js';
import { stormTime } from './storm-time.js';

const START = Date.UTC(2026, 4, 1);

describe('a queue of what is due', () => {
  it('gives out what is due in the order of time, and the rest later', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 100 })), fc.nat({ max: 100 }), (times, now) => {
        const queue = new DueQueue<number>();
        for (const at of times) queue.add(at, at);
        const taken: number[] = [];
        const drain = (until: number): void => {
          for (let due = queue.takeDue(until); due !== undefined; due = queue.takeDue(until)) taken.push(due.item);
        };
        drain(now);
        expect(taken.every((at) => at <= now)).toBe(true);
        expect(queue.size).toBe(times.filter((at) => at > now).length);
        drain(100);
        expect(taken).toEqual([...times].sort((a, b) => a - b));
      }),
    );
  });
});

describe('send times', () => {
  it('are whole hundredths of a second, an interval apart, none before the start', () => {
    const start = fc.integer({ min: 1_500_000_000_000, max: 2_000_000_000_000 });
    fc.assert(
      fc.property(fc.nat({ max: 10_000 }), fc.integer({ min: 100, max: 100_000 }), start, (index, intervalMs, from) => {
        const times = sendTimes(index, intervalMs);
        const first = nextSendTime(times, from - 1);
        const second = nextSendTime(times, first);
        expect(first).toBeGreaterThanOrEqual(from);
        expect(first).toBeLessThan(onGrain(from) + times.intervalMs);
        expect(nextSendTime(times, from - 1 - times.intervalMs)).toBe(first - times.intervalMs);
        expect([first % 10, second - first]).toEqual([0, times.intervalMs]);
        expect(Math.abs(times.intervalMs - intervalMs)).toBeLessThanOrEqual(5);
        expect(nextSendTime(times, second - 1)).toBe(second);
      }),
    );
  });

  it('lie evenly over the interval: of 5,000 devices no tenth of it has more than 2 % beyond its share', () => {
    const tenths = new Array<number>(10).fill(0);
    for (let index = 0; index < 5_000; index++) {
      tenths[Math.floor(sendTimes(index, 30_000).offsetMs / 3_000)]! += 1;
    }
    expect(Math.max(...tenths)).toBeLessThanOrEqual(510);
    expect(Math.min(...tenths)).toBeGreaterThanOrEqual(490);
  });
});

describe('the beginning of lives', () => {
  it('is the UTC midnight before the start, and of a large fleet the full hour', () => {
    const begins = (devices: number): string[] =>
      [START, START + 1, START + 86_399_999].map((at) => new Date(lifeBegin(at, devices)).toISOString());
    const midnight = '2026-05-01T00:00:00.000Z';
    expect(begins(WHOLE_DAY_DEVICES)).toEqual([midnight, midnight, midnight]);
    expect(begins(WHOLE_DAY_DEVICES + 1)).toEqual([midnight, midnight, '2026-05-01T23:00:00.000Z']);
  });
});

describe('reconnect storms', () => {
  it('come every two minutes, and once in a run that is shorter than two of them', () => {
    const storms = (durationMs: number): number[] =>
      [0, 1, 2, 3, 4, 5].map((number) => stormTime(number, durationMs)).filter((at) => at < durationMs);
    expect(storms(25_000)).toEqual([12_500]);
    expect(storms(600_000)).toEqual([60_000, 180_000, 300_000, 420_000, 540_000]);
  });
});
