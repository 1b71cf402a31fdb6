import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { standInTime, type ArrivalMemory } from './stand-in-time.js';

const NOON = Date.UTC(2026, 4, 1, 12);

function noMemory(): ArrivalMemory {
  return { lastArrival: 0, arrivals: new Map() };
}

function message(key: string, receivedAt: number, readings = 1): Parameters<typeof standInTime>[1] {
  return { key, repeated: false, receivedAt, readings };
}

describe('the time that stands in for a device’s own', () => {
  it('is the arrival', () => {
    expect(standInTime(noMemory(), message('a', NOON))).toBe(NOON);
  });

  it('is another one for each of two messages in the same millisecond', () => {
    const memory = noMemory();
    expect([standInTime(memory, message('a', NOON)), standInTime(memory, message('b', NOON))]).toEqual([
      NOON,
      NOON + 1,
    ]);
  });

  it('leaves room for every reading of an array', () => {
    const memory = noMemory();
    standInTime(memory, message('a', NOON, 5000));
    expect(standInTime(memory, message('b', NOON + 1000))).toBe(NOON + 5000);
  });

  it('is the same again for a message sent again', () => {
    const memory = noMemory();
    const keys = ['a', 'b', 'c'];
    const first = keys.map((key) => standInTime(memory, message(key, NOON, 2)));
    const again = keys.map((key) => standInTime(memory, { ...message(key, NOON + 60_000, 2), repeated: true }));
    expect(again).toEqual(first);
    expect(standInTime(memory, message('d', NOON))).toBe(NOON + 6);
  });

  it('is a new one for a message that only looks the same', () => {
    const memory = noMemory();
    expect(standInTime(memory, message('a', NOON))).not.toBe(standInTime(memory, message('a', NOON)));
  });

  it('is a new one for a repetition that is remembered no more', () => {
    const memory = noMemory();
    for (let i = 0; i < 1_001; i += 1) standInTime(memory, message(`m${i}`, NOON + i));
    expect(standInTime(memory, { ...message('m1', NOON + 2000), repeated: true })).toBe(NOON + 1);
    expect(standInTime(memory, { ...message('m0', NOON + 2000), repeated: true })).toBe(NOON + 2000);
    expect(memory.arrivals.size).toBe(1_000);
  });

  it('goes on from the arrival when our clock was set back by an hour', () => {
    const memory = noMemory();
    standInTime(memory, message('a', NOON));
    expect(standInTime(memory, message('b', NOON - 3_600_000))).toBe(NOON - 3_600_000);
    expect(standInTime(memory, message('c', NOON - 3_600_000))).toBe(NOON - 3_599_999);
  });

  it('falls on no instant twice while arrivals do not go back and are no more than 1,000/s for long', () => {
    const arrivals = fc.array(fc.tuple(fc.nat(50), fc.integer({ min: 1, max: 300 })), { maxLength: 100 });
    fc.assert(
      fc.property(arrivals, (messages) => {
        const memory = noMemory();
        const taken = new Set<number>();
        let at = NOON;
        for (const [index, [pause, readings]] of messages.entries()) {
          at += pause;
          const first = standInTime(memory, message(`m${index}`, at, readings));
          expect(first).toBeGreaterThanOrEqual(at);
          for (let i = 0; i < readings; i += 1) {
            expect(taken.has(first + i)).toBe(false);
            taken.add(first + i);
          }
        }
      }),
    );
  });
});
