import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mapPayload, readingAt, type PayloadMapping } from './payload-mapping.js';
import { Refusal } from './refusal.js';

const key = fc.string({ unit: 'grapheme', maxLength: 6 }).filter((text) => text !== '__proto__' && text !== 'values');
const leaf = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.string(),
  fc.constant(null),
);
const value = fc.oneof(leaf, fc.array(leaf, { maxLength: 3 }), fc.dictionary(key, leaf, { maxKeys: 3 }));
const object = fc.dictionary(key, value, { maxKeys: 6 });
const indent = fc.constantFrom(undefined, 1, '\t', '\n ');

function mapped(text: string, mapping: PayloadMapping): string {
  const result = mapPayload(text, mapping);
  if (result instanceof Refusal) throw new Error(result.reason.message);
  return result;
}

function refusal(text: string, mapping: PayloadMapping): Refusal['reason'] {
  const result = mapPayload(text, mapping);
  if (!(result instanceof Refusal)) throw new Error(`became ${result}`);
  return result.reason;
}

describe('a mapping of a payload', () => {
  it('renames, then scales, then removes (X2)', () => {
    const mapping = { rename: { PM25: 'pm25', t: 'temperature' }, scale: { temperature: 0.1 }, remove: ['rssi'] };
    const text = '{ "PM25": 12.50, "t": 215, "rssi": -70 }';
    expect(mapped(text, mapping)).toBe('{"pm25":12.50,"temperature":21.5}');
  });

  it('works on values where there are some, and on each reading of an array', () => {
    const mapping = { rename: { a: 'b' } };
    expect(mapped('{"a":1,"values":{"a":2}}', mapping)).toBe('{"a":1,"values":{"b":2}}');
    expect(mapped('[{"a":1}, {"values":{"a":2}}, 3]', mapping)).toBe('[{"b":1},{"values":{"b":2}},3]');
    expect(mapped('{"values":3,"a":1}', mapping)).toBe('{"values":3,"b":1}');
  });

  it('leaves the digits of what it does not touch, however many there are', () => {
    const text = '{"id":12345678901234567890,"x":1.10,"deep":{"n":[1e400,-0.0]},"a":1}';
    expect(mapped(text, { rename: { a: 'b' } })).toBe(
      '{"id":12345678901234567890,"x":1.10,"deep":{"n":[1e400,-0.0]},"b":1}',
    );
  });

  it('swaps two names', () => {
    expect(mapped('{"a":1,"b":2}', { rename: { a: 'b', b: 'a' } })).toBe('{"b":1,"a":2}');
  });

  it('refuses a name that meets another, also one that is to be removed', () => {
    expect(refusal('{"a":1,"b":2}', { rename: { a: 'b' }, remove: ['b'] })).toMatchObject({
      rule: 'name-taken',
      metric: 'b',
    });
    expect(refusal('[{},{"a":1,"c":2}]', { rename: { a: 'b', c: 'b' } })).toMatchObject({ rule: 'name-taken', at: 1 });
  });

  it('scales each number of an array, exactly where the factor is a fraction', () => {
    expect(mapped('{"cells":[3301,3302]}', { scale: { cells: 0.001 } })).toBe('{"cells":[3.301,3.302]}');
  });

  it.each(['"12"', 'true', 'null', '{"n":1}', '[1,"2"]', '1e308'])('does not scale %s', (text) => {
    expect(refusal(`{"a":${text}}`, { scale: { a: 10 } })).toMatchObject({ rule: 'not-scalable', metric: 'a' });
  });

  it('of keys that are not there changes nothing', () => {
    const mapping = { rename: { a: 'b' }, scale: { c: 2 }, remove: ['d'] };
    expect(mapped('{"x":1}', mapping)).toBe('{"x":1}');
  });

  it.each(['no json', '3', '"a"', 'null', ''])('leaves %j to the check', (text) => {
    expect(mapped(text, { rename: { a: 'b' } })).toBe(text);
  });

  it('of a key that stands twice takes the last, as the check does', () => {
    expect(mapped('{"a":1,"a":2}', { rename: { a: 'b' } })).toBe('{"b":2}');
  });

  it('gives what a mapping of the parsed object gives, for any object in any spelling', () => {
    fc.assert(
      fc.property(object, indent, fc.uniqueArray(key, { maxLength: 3 }), (sent, space, removed) => {
        const text = JSON.stringify(sent, undefined, space);
        const expected = Object.fromEntries(Object.entries(sent).filter(([name]) => !removed.includes(name)));
        expect(JSON.parse(mapped(text, { remove: removed }))).toEqual(JSON.parse(JSON.stringify(expected)));
      }),
    );
  });

  it('renamed back is what it was', () => {
    fc.assert(
      fc.property(object, key, key, (sent, from, to) => {
        fc.pre(from !== to && !(to in sent));
        const text = JSON.stringify(sent);
        const there = mapped(text, { rename: { [from]: to } });
        expect(mapped(there, { rename: { [to]: from } })).toBe(text);
      }),
    );
  });
});

describe('one reading of a payload', () => {
  it('is the element of an array as it was written, or the one object', () => {
    expect(readingAt('[{"a":1.0}, {"b": 2.00}]', 1)).toBe('{"b": 2.00}');
    expect(readingAt('{"a":1}', 1)).toBe('{"a":1}');
    expect(readingAt('no json', 1)).toBe('no json');
    expect(readingAt('[1]', 1)).toBeUndefined();
  });
});
