import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeTime } from 'ulidx';
import { ulid } from './random.js';
import { systemClock } from './system-clock.js';
import { systemRandom } from './system-random.js';

const at = (now: number) => ({ ...systemClock, now: () => now });
const LAST_ULID_MS = 2 ** 48 - 1;

describe('ulid', () => {
  it('sorts by time as text', () => {
    const time = fc.integer({ min: 0, max: LAST_ULID_MS });
    fc.assert(
      fc.property(time, time, (one, other) => {
        fc.pre(one < other);
        expect(ulid(at(one), systemRandom) < ulid(at(other), systemRandom)).toBe(true);
      }),
    );
  });

  it('has 26 characters of Crockford base 32 and gives its time back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LAST_ULID_MS }), (now) => {
        const id = ulid(at(now), systemRandom);
        expect(id).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
        expect(decodeTime(id)).toBe(now);
      }),
    );
  });

  it('does not repeat within one millisecond', () => {
    const ids = Array.from({ length: 20_000 }, () => ulid(at(0), systemRandom));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('uses every letter of its alphabet, and the same bytes give the same id', () => {
    const letters = Array.from({ length: 32 }, (_, value) =>
      ulid(at(0), { ...systemRandom, bytes: (size) => Buffer.alloc(size, value) }).at(-1),
    );
    expect(letters.join('')).toBe('0123456789ABCDEFGHJKMNPQRSTVWXYZ');
  });
});

describe('systemRandom', () => {
  it('gives as many bytes as asked for, and fractions from 0 to below 1', () => {
    expect(systemRandom.bytes(16)).toHaveLength(16);
    const fractions = Array.from({ length: 1_000 }, () => systemRandom.fraction());
    expect(Math.min(...fractions)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...fractions)).toBeLessThan(1);
    expect(new Set(fractions).size).toBeGreaterThan(990);
  });
});
