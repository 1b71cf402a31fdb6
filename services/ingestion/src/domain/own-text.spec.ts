import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { speaksForItself } from './own-text.js';

describe('a device’s own text', () => {
  it.each([
    ['{}', 0],
    ['{"a":1}', 1],
    ['{ "a" : -0.5 ,\n "b" : true }', 2],
    ['{"cells":[3.7,3.71],"state":"on","ünï":1}', 3],
    ['{"temperature":21.5,"e":1,"E5":2}', 3],
  ])('is stored as it is: %s', (text, keys) => {
    expect(speaksForItself(text, keys)).toBe(true);
  });

  it.each([
    ['a key that stands twice', '{"a":1,"a":2}', 1],
    ['an escape', '{"\\u0061":1}', 1],
    ['an escaped NUL', '{"a":"\\u0000"}', 1],
    ['a colon in a text', '{"a":"12:00"}', 1],
  ])('is spelled anew with %s', (_name, text, keys) => {
    expect(speaksForItself(text, keys)).toBe(false);
  });

  it('never hides a key that stands twice', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.integer()), { maxLength: 6 }), (pairs) => {
        const text = `{${pairs.map(([name, value]) => `"${name}":${value}`).join()}}`;
        const keys = new Set(pairs.map(([name]) => name)).size;
        expect(speaksForItself(text, keys)).toBe(keys === pairs.length);
      }),
    );
  });
});
