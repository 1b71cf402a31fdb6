import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseMacAddress } from './mac-address.js';

describe('parseMacAddress (E2)', () => {
  it.each(['A4:CF:12:0B:3E:9D', 'a4-cf-12-0b-3e-9d', 'A4CF.120B.3E9D'])('reads %s as one form', (text) => {
    expect(parseMacAddress(text)).toBe('a4:cf:12:0b:3e:9d');
  });

  it.each([
    '',
    'A4:CF:12:0B:3E',
    'A4:CF:12:0B:3E:9D:01',
    'A4:CF:12:0B:3E:9G',
    'A4:CF-12:0B:3E:9D',
    'a4cf120b3e9d',
    ' A4:CF:12:0B:3E:9D',
    'A4:CF:12:0B:3E:9D\n',
    '00:00:00:00:00:00',
    'ff:ff:ff:ff:ff:ff',
    '01:00:5e:00:00:01',
  ])('refuses %j', (text) => {
    expect(parseMacAddress(text)).toBeUndefined();
  });

  it('gives its own form back unchanged', () => {
    const octet = fc.integer({ min: 0, max: 255 }).map((n) => n.toString(16).padStart(2, '0'));
    const first = fc.integer({ min: 1, max: 127 }).map((n) => (n * 2).toString(16).padStart(2, '0'));
    fc.assert(
      fc.property(first, fc.array(octet, { minLength: 5, maxLength: 5 }), (head, rest) => {
        const text = [head, ...rest].join(':');
        expect(parseMacAddress(text)).toBe(text);
        expect(parseMacAddress(text.toUpperCase().replaceAll(':', '-'))).toBe(text);
      }),
    );
  });
});
