import { describe, expect, it } from '@jest/globals';
import { systemRandom, type Random } from '@fieldline/platform';
import { digestOf, makeSecret } from './secrets.js';

function randomOf(bytes: Buffer): Random {
  return { ...systemRandom, bytes: () => bytes };
}

describe('makeSecret', () => {
  it('writes 160 random bits as RFC 4648 base 32 does', () => {
    expect(makeSecret(randomOf(Buffer.from('foobarfoobarfoobarfo')))).toBe('mzxw6ytbojtg633cmfzgm33pmjqxeztp');
    expect(makeSecret(randomOf(Buffer.alloc(20, 0xff)))).toBe('7'.repeat(32));
    expect(makeSecret(randomOf(Buffer.alloc(20)))).toBe('a'.repeat(32));
  });

  it('keeps every bit', () => {
    const secrets = new Set<string>();
    for (let bit = 0; bit < 160; bit += 1) {
      const bytes = Buffer.alloc(20);
      bytes[bit >> 3] = 1 << (bit & 7);
      secrets.add(makeSecret(randomOf(bytes)));
    }
    expect(secrets.size).toBe(160);
  });
});

describe('digestOf', () => {
  it('is HMAC-SHA-256 under the key (RFC 4231, case 2)', () => {
    expect(digestOf('what do ya want for nothing?', Buffer.from('Jefe')).toString('hex')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });
});
