import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ContractError } from '../envelope.js';
import { LIFETIME_CLASSES } from './lifetime-class.js';
import { decodeReading, decodeReadingHead, encodeReading, encodeReadingOrigin } from './reading-record.v1.js';
import { readingRecordSchema } from './reading-schema.v1.js';
import { READING_QUALITIES, type ReadingOrigin, type ReadingStamp } from './reading.v1.js';

const ulid = fc.stringMatching(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
const time = fc.integer({ min: -1e14, max: 1e14 });
const count = fc.maxSafeNat();

const origin: fc.Arbitrary<ReadingOrigin> = fc.record({
  tenantId: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,31}$/),
  siteId: ulid,
  deviceId: ulid,
  profileId: fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,63}$/),
  profileVersion: fc.integer({ min: 1 }),
  lifetime: fc.constantFrom(...LIFETIME_CLASSES),
  source: fc.stringMatching(/^[a-z][a-z0-9-]{0,31}$/),
  runId: ulid,
});

const stamp: fc.Arbitrary<ReadingStamp> = fc.record({
  n: fc.integer({ min: 1 }),
  measuredAt: time,
  receivedAt: time,
  quality: fc.constantFrom(...READING_QUALITIES),
  boot: fc.oneof(fc.constant(null), fc.maxSafeInteger(), fc.stringMatching(/^[A-Za-z0-9._:-]{1,64}$/)),
  seq: fc.option(count),
  deviceTime: fc.option(time),
  refusedValues: count,
  identity: count,
  trace: fc.option(fc.stringMatching(/^00-1[0-9a-f]{31}-1[0-9a-f]{15}-[0-9a-f]{2}$/)),
});

const value = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.string({ unit: 'binary' }),
  fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })),
);
const valuesText = fc
  .tuple(fc.dictionary(fc.string({ unit: 'grapheme' }), value), fc.constantFrom(undefined, 1, '\t'))
  .map(([values, indent]) => JSON.stringify(values, undefined, indent));

const reading = fc.record({ origin, stamp, values: valuesText });
const SAMPLE = fc.sample(reading, { numRuns: 1, seed: 1 })[0]!;

function encode({ origin, stamp, values }: typeof SAMPLE): Buffer {
  return encodeReading(encodeReadingOrigin(origin), stamp, values);
}

describe('reading record', () => {
  it('gives back every field, and the text of the values to the byte', () => {
    fc.assert(
      fc.property(reading, (sent) => {
        const { head, valuesJson } = decodeReadingHead(encode(sent));
        expect(head).toEqual({ ...sent.origin, ...sent.stamp });
        expect(valuesJson).toBe(sent.values);
      }),
    );
  });

  it('is plain JSON that its published schema accepts', () => {
    fc.assert(
      fc.property(reading, (sent) => {
        const fields: unknown = JSON.parse(encode(sent).toString());
        expect(readingRecordSchema.safeParse(fields).error).toBeUndefined();
      }),
    );
  });

  it('holds its first brace where the values begin', () => {
    fc.assert(
      fc.property(reading, (sent) => {
        const text = encode(sent).toString();
        expect(text.slice(text.indexOf('{'))).toBe(`${sent.values}]`);
      }),
    );
  });

  it('keeps values of any script, and the device’s own spelling of numbers', () => {
    const values = '{ "t":1.50e0, "note" : "温度 🌡 \\u00e9 {", "list":[1,\n2] }\n';
    const record = encode({ ...SAMPLE, values });
    expect(decodeReadingHead(record).valuesJson).toBe(values);
    expect(decodeReading(record).values).toEqual({ t: 1.5, note: '温度 🌡 é {', list: [1, 2] });
  });

  it('keeps a metric named __proto__ as data', () => {
    const { values } = decodeReading(encode({ ...SAMPLE, values: '{"__proto__":1}' }));
    expect(Object.keys(values)).toEqual(['__proto__']);
  });

  it.each(['{', 'a"b', 'é', '', 'x'.repeat(65), 'a b'])('is not made with the boot %j', (boot) => {
    const { origin, stamp, values } = SAMPLE;
    expect(() => encode({ origin, stamp: { ...stamp, boot }, values })).toThrow(ContractError);
  });

  it('is not made with a trace that is no traceparent', () => {
    const { origin, stamp, values } = SAMPLE;
    expect(() => encode({ origin, stamp: { ...stamp, trace: '","x":{' }, values })).toThrow(ContractError);
  });

  it.each(['tenantId', 'siteId', 'deviceId', 'profileId', 'source', 'runId', 'lifetime'] as const)(
    'is not made with a brace, a quote or another script in %s',
    (field) => {
      for (const text of ['a{b', 'a"b', 'ä']) {
        expect(() => encodeReadingOrigin({ ...SAMPLE.origin, [field]: text })).toThrow(ContractError);
      }
    },
  );
});

describe('decodeReadingHead', () => {
  it('throws a ContractError for any bytes that are no record, and nothing else', () => {
    const bytes = fc.oneof(
      fc.uint8Array(),
      fc.string().map((text) => Buffer.from(`[1,${text},{}]`)),
    );
    fc.assert(
      fc.property(bytes, (noise) => {
        expect(() => decodeReadingHead(Buffer.from(noise))).toThrow(ContractError);
      }),
    );
  });

  it('throws for a record that is cut anywhere', () => {
    fc.assert(
      fc.property(reading, fc.nat(), (sent, at) => {
        const record = encode({ ...sent, values: '{"a":{"b":1}}' });
        expect(() => decodeReadingHead(record.subarray(0, at % record.length))).toThrow(ContractError);
      }),
    );
  });

  it('throws for a head whose types are others, or whose version is', () => {
    const fields = JSON.parse(encode(SAMPLE).toString()) as unknown[];
    for (const [place, wrong] of [
      [0, 2],
      [3, 7],
      [9, '1'],
      [10, null],
      [10, 1.5],
      [17, 2 ** 60],
    ] as const) {
      const record = Buffer.from(JSON.stringify(fields.with(place, wrong)));
      expect(() => decodeReadingHead(record)).toThrow(ContractError);
    }
  });

  it('throws when no comma stands between head and values', () => {
    const text = encode({ ...SAMPLE, values: '{}' }).toString();
    expect(() => decodeReadingHead(Buffer.from(text.replace(',{}', ' {}')))).toThrow(ContractError);
  });

  it('leaves broken values to whoever reads them', () => {
    const record = encode({ ...SAMPLE, values: '{"a":}' });
    expect(decodeReadingHead(record).valuesJson).toBe('{"a":}');
    expect(() => decodeReading(record)).toThrow(ContractError);
  });
});
