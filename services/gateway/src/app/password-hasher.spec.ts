import { beforeAll, describe, expect, it } from '@jest/globals';
import { systemRandom, TooManyRequestsError } from '@fieldline/platform';
import { PasswordHasher } from './password-hasher.js';

const CHEAP = { ln: 4, r: 8, p: 1 };

describe('a password', () => {
  const hasher = new PasswordHasher(systemRandom, CHEAP);
  let hash: string;
  beforeAll(async () => {
    hash = await hasher.hash('correct horse');
  });

  it('matches its own hash and no other does', async () => {
    expect(await hasher.matches('correct horse', hash)).toBe(true);
    for (const wrong of ['', 'Correct horse', 'correct horse ', 'correct horsf']) {
      expect(await hasher.matches(wrong, hash)).toBe(false);
    }
  });

  it('is never that of nobody', async () => {
    expect(await hasher.matches('correct horse', undefined)).toBe(false);
  });

  it('has another hash each time, which tells its parameters', async () => {
    expect(hash).toMatch(/^scrypt\$ln=4,r=8,p=1\$[\w-]{22}\$[\w-]{43}$/);
    expect(await hasher.hash('correct horse')).not.toBe(hash);
  });

  it('is the same however its characters were composed', async () => {
    expect(await hasher.matches('caf\u00e9', await hasher.hash('cafe\u0301'))).toBe(true);
  });

  it('is checked with the parameters of its hash, also where they cost less than today’s', async () => {
    const today = new PasswordHasher(systemRandom, { ...CHEAP, ln: 5 });
    expect(await today.matches('correct horse', hash)).toBe(true);
  });

  it('costs what OWASP names unless told otherwise', async () => {
    const shipped = new PasswordHasher(systemRandom);
    const costly = await shipped.hash('correct horse');
    expect(costly).toMatch(/^scrypt\$ln=17,r=8,p=1\$/);
    expect(await shipped.matches('correct horse', costly)).toBe(true);
  });
});

describe('a flood of passwords', () => {
  it('is turned away beyond a few that wait, and those are served', async () => {
    const hasher = new PasswordHasher(systemRandom, CHEAP);
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => hasher.matches('x', undefined)));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(41);
    expect(refused.every(({ reason }) => reason instanceof TooManyRequestsError)).toBe(true);
    expect(await hasher.matches('x', undefined)).toBe(false);
  });
});
