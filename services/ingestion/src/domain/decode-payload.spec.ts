import { describe, expect, it } from '@jest/globals';
import { decodePayload, type SentReading } from './decode-payload.js';
import { Refusal } from './refusal.js';

function readings(text: string): readonly SentReading[] {
  return decodePayload(text).map((one) => {
    if (one instanceof Refusal) throw new Error(`refused: ${one.reason.message}`);
    return one;
  });
}

function reading(text: string): SentReading {
  const [first, ...rest] = readings(text);
  if (first === undefined || rest.length > 0) throw new Error('not exactly one reading');
  return first;
}

describe('the forms of a payload', () => {
  it('reads the native form', () => {
    expect(reading('{"ts":1767225600000,"seq":7,"boot":"b1","values":{"voltage":3.7}}')).toMatchObject({
      ts: 1767225600000,
      seq: 7,
      boot: 'b1',
      values: { voltage: 3.7 },
      refused: [],
    });
  });

  it('reads the native form without time and count', () => {
    expect(reading('{"values":{"voltage":3.7}}')).toMatchObject({ ts: undefined, seq: null, boot: null, refused: [] });
  });

  it('reads the flat form', () => {
    expect(reading('{"voltage":3.7,"charging":true}')).toMatchObject({
      ts: undefined,
      seq: null,
      values: { voltage: 3.7, charging: true },
    });
  });

  it('takes time and count of the flat form out of its values', () => {
    const sent = reading('{"voltage":3.7,"ts":"2026-01-01T00:00:00Z","seq":1,"boot":2}');
    expect(sent).toMatchObject({ ts: '2026-01-01T00:00:00Z', seq: 1, boot: 2 });
    expect(sent.values).toEqual({ voltage: 3.7 });
  });

  it('reads an array of both forms, in order', () => {
    const sent = readings('[{"ts":1,"values":{"a":1}},{"ts":2,"a":2},{"a":3}]');
    expect(sent.map(({ ts }) => ts)).toEqual([1, 2, undefined]);
    expect(sent.map(({ values }) => values)).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
  });

  it('keeps good elements of an array and refuses each bad one in its place', () => {
    const decoded = decodePayload('[{"a":1},5,{"values":[]},{"a":2}]');
    expect(decoded.map((one) => (one instanceof Refusal ? one.reason.rule : one.values))).toEqual([
      { a: 1 },
      'not-an-object',
      'values-not-an-object',
      { a: 2 },
    ]);
  });

  it('takes a null time for none', () => {
    expect(reading('{"ts":null,"values":{"a":1}}').ts).toBeUndefined();
    expect(reading('{"ts":null,"a":1}').ts).toBeUndefined();
  });

  it('takes the last of two equal keys, as JSON.parse does', () => {
    expect(reading('{"seq":1,"seq":2,"values":{"a":1,"a":2}}')).toMatchObject({ seq: 2, values: { a: 2 } });
  });

  it('reads names and texts that are spelled with escapes', () => {
    expect(reading('{"v\\u0061lues":{"\\u0061":"x\\ny"}}').values).toEqual({ a: 'x\ny' });
  });

  it('says which fields stand beside values, and goes on without them', () => {
    const sent = reading('{"values":{"a":1},"fw":"1.2","nested":{"x":1}}');
    expect(sent.values).toEqual({ a: 1 });
    expect(sent.refused).toMatchObject([
      { rule: 'unknown-field', metric: 'fw', value: '"1.2"' },
      { rule: 'unknown-field', metric: 'nested', value: '{"x":1}' },
    ]);
  });

  it('takes metrics for metrics that are called like members of every object', () => {
    expect(Object.keys(reading('{"constructor":1,"toString":2,"hasOwnProperty":3}').values)).toEqual([
      'constructor',
      'toString',
      'hasOwnProperty',
    ]);
  });
});

describe('seq and boot', () => {
  it.each([['0'], ['7'], ['9007199254740991'], ['1.0'], ['1e3']])('takes %s for a count', (seq) => {
    expect(reading(`{"seq":${seq},"values":{"a":1}}`)).toMatchObject({ seq: Number(seq), refused: [] });
  });

  it.each([['-1'], ['1.5'], ['9007199254740992'], ['"7"'], ['true'], ['{}'], ['[1]']])(
    'refuses %s for a count and goes on without',
    (seq) => {
      const sent = reading(`{"seq":${seq},"values":{"a":1}}`);
      expect(sent).toMatchObject({ seq: null, values: { a: 1 } });
      expect(sent.refused).toMatchObject([{ rule: 'unusable-seq', metric: 'seq', value: seq }]);
    },
  );

  it.each([['0'], ['-5'], ['"b-1.2:3_4"'], [`"${'x'.repeat(64)}"`]])('takes %s for a boot', (boot) => {
    expect(reading(`{"boot":${boot},"values":{"a":1}}`)).toMatchObject({
      boot: JSON.parse(boot) as string | number,
      refused: [],
    });
  });

  it.each([['""'], [`"${'x'.repeat(65)}"`], ['"a{b"'], ['"a/b"'], ['"a\\u0000"'], ['"ä"'], ['1.5'], ['false'], ['{}']])(
    'refuses %s for a boot and goes on without',
    (boot) => {
      const sent = reading(`{"boot":${boot},"values":{"a":1}}`);
      expect(sent).toMatchObject({ boot: null, values: { a: 1 } });
      expect(sent.refused).toMatchObject([{ rule: 'unusable-boot', metric: 'boot' }]);
    },
  );

  it('refuses both of one reading, each for itself', () => {
    expect(reading('{"seq":-1,"boot":"","a":1}').refused.map(({ rule }) => rule)).toEqual([
      'unusable-seq',
      'unusable-boot',
    ]);
  });

  it('takes null for none', () => {
    expect(reading('{"seq":null,"boot":null,"values":{"a":1}}')).toMatchObject({ seq: null, boot: null, refused: [] });
  });
});
