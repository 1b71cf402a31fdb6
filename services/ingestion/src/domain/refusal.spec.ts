import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { refusedText, storableReason } from './refusal.js';

describe('the text of a refused value', () => {
  it('is its JSON text', () => {
    expect(refusedText({ a: [1, 'x'] })).toBe('{"a":[1,"x"]}');
    expect(refusedText('5')).toBe('"5"');
    expect(refusedText(null)).toBe('null');
    expect(refusedText(undefined)).toBe('undefined');
  });

  it('is whole, and cut at 256 characters only with its reason', () => {
    const value = refusedText('x'.repeat(255));
    expect(value).toHaveLength(257);
    expect(storableReason({ rule: 'wrong-type', message: 'm', value }).value).toBe(`"${'x'.repeat(254)}…`);
  });
});

describe('a reason that quotes what a device sent', () => {
  const reason = { rule: 'unknown-metric', message: 'm', expected: 'e' };

  it('is kept as it is where a store can hold it', () => {
    const plain = { ...reason, metric: 'température', value: '"😀"', at: 3 };
    expect(storableReason(plain)).toEqual(plain);
    expect(storableReason(reason)).toEqual(reason);
  });

  it('shows NUL and other control characters as replacement characters', () => {
    expect(storableReason({ ...reason, message: 'no \u0000 \n', metric: 'a\u0000b' })).toMatchObject({
      message: 'no \uFFFD \uFFFD',
      metric: 'a\uFFFDb',
    });
  });

  it('is cut, also in the middle of a surrogate pair', () => {
    const cut = storableReason({ ...reason, metric: `${'m'.repeat(126)}😀m`, message: 'x'.repeat(60_000) });
    expect(cut.metric).toBe(`${'m'.repeat(126)}\uFFFD…`);
    expect(cut.message).toHaveLength(512);
  });

  it('survives UTF-8 and holds no control character, whatever was sent', () => {
    const text = fc.string({ unit: 'binary', maxLength: 600 });
    fc.assert(
      fc.property(text, text, text, (message, metric, value) => {
        const kept = storableReason({ ...reason, message, metric, value });
        expect(JSON.parse(Buffer.from(JSON.stringify(kept)).toString())).toEqual(kept);
        for (const one of [kept.message, kept.metric, kept.value]) {
          expect(Buffer.from(one ?? '').toString()).toBe(one);
          // eslint-disable-next-line no-control-regex -- to find them is its purpose
          expect(one).not.toMatch(/[\u0000-\u001F]/);
        }
      }),
    );
  });
});
