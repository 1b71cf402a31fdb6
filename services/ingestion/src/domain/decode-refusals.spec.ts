import { describe, expect, it } from '@jest/globals';
import { decodePayload, MAX_DEPTH, MAX_KEYS, MAX_PAYLOAD_BYTES } from './decode-payload.js';
import { Refusal } from './refusal.js';

function rules(text: string): readonly (string | undefined)[] {
  return decodePayload(text).map((one) => (one instanceof Refusal ? one.reason.rule : undefined));
}

/** An object of `depth` levels, itself the first. */
function nested(depth: number): string {
  return `${'{"a":'.repeat(depth - 1)}{"a":1}${'}'.repeat(depth - 1)}`;
}

function keys(count: number): string {
  return `{${Array.from({ length: count }, (_, i) => `"k${i}":1`).join()}}`;
}

describe('whole refusals of a payload', () => {
  it.each([
    ['an empty payload', ''],
    ['white space alone', ' \n\t'],
    ['half an object', '{"a":1'],
    ['two objects', '{"a":1}{"a":2}'],
    ['a byte order mark', '\uFEFF{"a":1}'],
    ['single quotes', "{'a':1}"],
    ['a comma too many', '{"a":1,}'],
    ['NaN', '{"a":NaN}'],
    ['a raw control character', '{"a":"\u0001"}'],
    ['NUL bytes', '\u0000\u0000'],
    ['plain text', 'temperature=5'],
  ])('refuses %s as no JSON', (_name, text) => {
    expect(rules(text)).toEqual(['not-json']);
  });

  it.each([['5'], ['"text"'], ['true'], ['null'], ['1e999']])('refuses the scalar %s', (text) => {
    expect(rules(text)).toEqual(['not-an-object']);
  });

  it('refuses an empty array, and arrays in an array', () => {
    expect(rules('[]')).toEqual(['no-value']);
    expect(rules('[[]]')).toEqual(['not-an-object']);
  });

  it.each([['5'], ['null'], ['"x"'], ['[{"a":1}]']])('refuses values that are %s', (values) => {
    expect(rules(`{"ts":1,"values":${values}}`)).toEqual(['values-not-an-object']);
  });

  it('takes 32 levels and refuses 33', () => {
    expect(rules(nested(MAX_DEPTH))).toEqual([undefined]);
    expect(rules(nested(MAX_DEPTH + 1))).toEqual(['too-deep']);
    expect(rules(`{"values":${nested(MAX_DEPTH)}}`)).toEqual(['too-deep']);
  });

  it('counts the levels of arrays', () => {
    const arrays = (levels: number): string => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    expect(rules(arrays(MAX_DEPTH - 1))).toEqual([undefined]);
    expect(rules(arrays(MAX_DEPTH))).toEqual(['too-deep']);
  });

  it('takes 1,000 keys over all levels and refuses 1,001', () => {
    expect(rules(keys(MAX_KEYS))).toEqual([undefined]);
    expect(rules(keys(MAX_KEYS + 1))).toEqual(['too-many-keys']);
    expect(rules(`{"values":${keys(MAX_KEYS)}}`)).toEqual(['too-many-keys']);
    expect(rules(`{"values":${keys(MAX_KEYS - 1)}}`)).toEqual([undefined]);
  });

  it('counts the keys of each reading of an array for itself', () => {
    expect(rules(`[${keys(600)},${keys(600)}]`)).toEqual([undefined, undefined]);
  });

  it('does not take elements of an array for keys', () => {
    expect(rules(`{"cells":[${Array(2000).fill('1').join()}]}`)).toEqual([undefined]);
  });

  it.each([
    ['plain', '{"__proto__":{"a":1},"b":1}'],
    ['inside values', '{"values":{"__proto__":1,"b":1}}'],
    ['spelled with escapes', '{"\\u005f_proto_\\u005F":1,"b":1}'],
    ['nested', '{"values":{"a":{"b":{"__proto__":null}}}}'],
    ['in an object of an array', '{"values":{"a":[{"__proto__":1}]}}'],
  ])('refuses the key __proto__: %s', (_name, text) => {
    expect(rules(text)).toEqual(['forbidden-key']);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  it.each([
    ['{"a":1e999}'],
    ['{"values":{"a":-1e999}}'],
    ['{"values":{"a":[1,1e400]}}'],
    ['{"ts":1e999,"values":{"a":1}}'],
    ['{"values":{"a":{"b":1e309}}}'],
  ])('refuses numbers that are too large: %s', (text) => {
    expect(rules(text)).toEqual(['non-finite']);
  });

  it('refuses a bad element of an array alone', () => {
    expect(rules('[{"a":1},{"a":1e999},{"__proto__":1},{"a":2}]')).toEqual([
      undefined,
      'non-finite',
      'forbidden-key',
      undefined,
    ]);
  });

  it.each([
    ['arrays', '[', ']'],
    ['objects', '{"a":', '}'],
    ['values', '{"values":', '}'],
    ['arrays inside values', '{"values":[', ']}'],
  ])('survives a payload that is full of nested %s', (_name, open, close) => {
    const levels = Math.floor(MAX_PAYLOAD_BYTES / (open.length + close.length));
    expect(rules(`${open.repeat(levels - 1)}${open}1${close}${close.repeat(levels - 1)}`)).toEqual(['too-deep']);
  });

  it('says what was sent and what would be right', () => {
    const [refusal] = decodePayload('{"values":7}');
    expect((refusal as Refusal).reason).toEqual({
      rule: 'values-not-an-object',
      message: 'values is not a JSON object',
      expected: '{ metric: value, … }',
      value: '7',
    });
  });
});
