import { describe, expect, it } from '@jest/globals';
import { systemRandom, type Random } from '@fieldline/platform';
import { csrfTokenOf, isCookie, isTokenSecret, makeCookie, makePassword, makeTokenSecret } from './secrets.js';

/** Gives the bytes 0, 1, 2 … again and again. */
function countingRandom(): Random {
  let next = 0;
  return { bytes: (size) => Buffer.from(Array.from({ length: size }, () => next++ % 256)), fraction: () => 0 };
}

describe('what is made', () => {
  it('is recognised as such, and different each time', () => {
    const made = Array.from({ length: 100 }, () => [makeTokenSecret(systemRandom), makeCookie(systemRandom)] as const);
    expect(made.every(([token, cookie]) => isTokenSecret(token) && isCookie(cookie))).toBe(true);
    expect(new Set(made.flat()).size).toBe(200);
  });

  it('has every character of its alphabet equally often', () => {
    const random = countingRandom();
    const counts = new Map<string, number>();
    // 248 of 256 byte values are used, eight for each of 31 characters: 31 × 40 characters take all of them five times.
    for (let password = 0; password < 62; password++) {
      for (const character of makePassword(random).replaceAll('-', '')) {
        counts.set(character, (counts.get(character) ?? 0) + 1);
      }
    }
    expect([...counts.keys()].sort().join('')).toBe('23456789abcdefghjkmnpqrstuvwxyz');
    expect(new Set(counts.values())).toEqual(new Set([40]));
  });
});

describe('a CSRF token', () => {
  it('belongs to its cookie', () => {
    const cookie = makeCookie(systemRandom);
    expect(csrfTokenOf(cookie)).toBe(csrfTokenOf(cookie));
    expect(csrfTokenOf(cookie)).not.toBe(csrfTokenOf(makeCookie(systemRandom)));
    expect(csrfTokenOf(cookie)).not.toContain(cookie);
  });
});
