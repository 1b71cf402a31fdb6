import { describe, expect, it } from '@jest/globals';
import { systemRandom } from '@fieldline/platform';
import fc from 'fast-check';
import { keyDigestOf, openAnswer, requestDigestOf, sealAnswer } from './kept-answer.js';

const KEY = 'a-key-of-a-caller';
const answer = fc.record({
  status: fc.integer({ min: 200, max: 399 }),
  headers: fc.dictionary(fc.constantFrom('content-type', 'etag', 'location'), fc.string()),
  body: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
});

describe('a kept answer', () => {
  it('comes back byte for byte to who has the key', () => {
    fc.assert(
      fc.property(answer, (kept) => {
        const opened = openAnswer(sealAnswer(kept, KEY, systemRandom), KEY);
        expect(opened).toEqual({ ...kept, headers: { ...kept.headers } });
      }),
    );
  });

  it('opens for no other key, nor for what the key is found by, nor after one bit changed', () => {
    const sealed = sealAnswer({ status: 201, headers: {}, body: Buffer.from('flt_secret') }, KEY, systemRandom);
    expect(sealed.toString('latin1')).not.toContain('flt_secret');
    for (const wrong of [`${KEY}x`, keyDigestOf(KEY)]) expect(() => openAnswer(sealed, wrong)).toThrow();
    for (const place of [0, 20, sealed.length - 1]) {
      const damaged = Buffer.from(sealed);
      damaged[place] = (damaged[place] ?? 0) ^ 1;
      expect(() => openAnswer(damaged, KEY)).toThrow();
    }
  });
});

describe('a request', () => {
  it('is another one with another method, target or body', () => {
    const requests: readonly (readonly [string, string, string])[] = [
      ['POST', '/sites', '{}'],
      ['PUT', '/sites', '{}'],
      ['POST', '/sites?x=1', '{}'],
      ['POST', '/sites', '{"name":"Lab"}'],
    ];
    const digests = requests.map(([method, target, body]) => requestDigestOf(method, target, Buffer.from(body)));
    expect(new Set(digests).size).toBe(requests.length);
    expect(requestDigestOf('POST', '/sites', Buffer.from('{}'))).toBe(digests[0]);
  });
});
