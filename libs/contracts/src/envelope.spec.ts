import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ContractError, decodeEvent, defineEvent, encodeEvent, traceSchema, ulidSchema } from './envelope.js';
import { eventDefinitions } from './event-definitions.js';
import { siteV1 } from './registry/registry.v1.js';

const SITE = JSON.parse(readFileSync(new URL('../golden/registry.site.v1.json', import.meta.url), 'utf8')) as Record<
  string,
  unknown
>;

const decodeSite = (change: object): unknown =>
  decodeEvent(siteV1, Buffer.from(JSON.stringify({ ...SITE, ...change })));

describe('decodeEvent', () => {
  it('keeps tenant, trace and causation', () => {
    const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const causationId = '01JD0Z7C1B2C3D4E5F6G7H8J9K';
    expect(decodeSite({ trace, causationId })).toMatchObject({ tenantId: 'default', trace, causationId });
  });

  it('ignores fields that a later producer added, in the envelope and in the data', () => {
    const data = { ...(SITE['data'] as object), altitudeM: 260 };
    expect(decodeSite({ data, region: 'eu' })).toEqual(SITE);
  });

  it('does not let a field __proto__ through', () => {
    const text = JSON.stringify(SITE).replace(
      '"data":{',
      '"__proto__":{"admin":true},"data":{"__proto__":{"admin":true},',
    );
    const decoded = decodeEvent(siteV1, Buffer.from(text));
    expect(decoded).toEqual(SITE);
    expect((decoded.data as { admin?: boolean }).admin).toBeUndefined();
  });

  it.each([
    ['another type', { type: 'registry.device' }],
    ['another version', { version: 2 }],
    ['no key', { key: '' }],
    ['no time', { occurredAt: null }],
    ['a time between milliseconds', { occurredAt: 1.5 }],
    ['a tenant in capitals', { tenantId: 'Default' }],
    ['a trace of zeros', { trace: '00-00000000000000000000000000000000-00f067aa0ba902b7-01' }],
    ['a causation that is no id', { causationId: 'x' }],
    ['data of another shape', { data: {} }],
  ])('refuses %s, naming the topic', (_what, change) => {
    expect(() => decodeSite(change)).toThrow(ContractError);
    expect(() => decodeSite(change)).toThrow(/^registry\.site\.v1: /);
  });

  it('refuses bytes that are not JSON', () => {
    expect(() => decodeEvent(siteV1, Buffer.from('{'))).toThrow(ContractError);
  });
});

describe('event definitions', () => {
  it('go by one topic each, named after type and version', () => {
    const topics = eventDefinitions.map(({ topic }) => topic);
    expect(new Set(topics).size).toBe(topics.length);
    for (const { topic, type, version } of eventDefinitions) {
      expect(topic).toBe(`${type}.v${version}`);
      expect(topic).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)*\.v[1-9]\d*$/);
    }
  });

  it('restrict credentials and nothing else', () => {
    expect(eventDefinitions.filter(({ restricted }) => restricted).map(({ topic }) => topic)).toEqual([
      'registry.credential.v1',
    ]);
  });
});

describe('two versions of one event', () => {
  const v1 = defineEvent({
    type: 'test.measured',
    version: 1,
    key: 'device id',
    summary: 'One.',
    data: z.object({ celsius: z.number() }),
  });
  const v2 = defineEvent({ ...v1, version: 2, data: z.object({ kelvin: z.number() }) });
  const event = { ...SITE, type: 'test.measured' } as const;

  it('are two topics, neither of which takes the other’s records', () => {
    const one = encodeEvent({ ...event, version: 1, data: { celsius: 1 } } as never);
    const two = encodeEvent({ ...event, version: 2, data: { kelvin: 274.15 } } as never);
    expect([v1.topic, v2.topic]).toEqual(['test.measured.v1', 'test.measured.v2']);
    expect(decodeEvent(v1, one).data.celsius).toBe(1);
    expect(decodeEvent(v2, two).data.kelvin).toBe(274.15);
    expect(() => decodeEvent(v1, two)).toThrow(ContractError);
    expect(() => decodeEvent(v2, one)).toThrow(ContractError);
  });
});

describe('ids', () => {
  it('of 26 letters of Crockford base 32 are ULIDs, up to 128 bits', () => {
    expect(ulidSchema.safeParse('7ZZZZZZZZZZZZZZZZZZZZZZZZZ').success).toBe(true);
    for (const text of [
      '8ZZZZZZZZZZZZZZZZZZZZZZZZZ',
      '0IIIIIIIIIIIIIIIIIIIIIIIII',
      '01JD',
      '01JD0Z7C1B2C3D4E5F6G7H8J9K\n',
    ]) {
      expect(ulidSchema.safeParse(text).success).toBe(false);
    }
  });

  it('of traces are version 00 in lower case', () => {
    for (const text of [
      '01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      '00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01',
    ]) {
      expect(traceSchema.safeParse(text).success).toBe(false);
    }
  });
});
