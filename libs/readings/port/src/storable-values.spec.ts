import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { storableValues } from './storable-values.js';

describe('storableValues', () => {
  it('gives back every ordinary text with the same values', () => {
    const values = fc.dictionary(
      fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/),
      fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })),
      ),
    );
    fc.assert(
      fc.property(values, (given) => {
        const text = JSON.stringify(given);
        expect(JSON.parse(storableValues(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('passes plain text on untouched, its spaces and digits as they came', () => {
    const text = '{ "voltage" : 3.700 , "current":1e5 }';
    expect(storableValues(text)).toBe(text);
  });

  it('makes a number too small for a double the 0 that it reads as', () => {
    expect(storableValues('{"a":1e-400}')).toBe('{"a":0}');
    expect(storableValues(`{"a":0.${'0'.repeat(400)}1}`)).toBe('{"a":0}');
  });

  it.each([
    '{"a":"\\u0000"}',
    '{"a":"\\ud800"}',
    '{"a":"x\\udc00"}',
    '{"a":1e309}',
    '{"a":[1,-1E+400]}',
    `{"a":1${'0'.repeat(309)}}`,
    '{"\\u0000":1}',
  ])('refuses %s', (text) => {
    expect(() => storableValues(text)).toThrow(RangeError);
  });

  it.each(['[1]', '1', '', '"x"', 'null', ' {"a":"\\u0041"'])('refuses %j, which is no object', (text) => {
    expect(() => storableValues(text)).toThrow(SyntaxError);
  });
});
