import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeviceIdentity } from '@fieldline/device-link';
import fc from 'fast-check';
import { ExampleRegistry, messageOf, NOON, RUN, SITE, ulidOf } from './example-registry.contract.js';
import { IngestFixture } from './ingest-fixture.contract.js';

let fixture: IngestFixture;
let sender: DeviceIdentity;

beforeEach(async () => {
  fixture = await IngestFixture.open();
  sender = fixture.registry.add(1);
});
afterEach(() => fixture.close());

describe('an accepted reading', () => {
  it('is one record with all that the registry and the link know of it (A5)', async () => {
    await fixture.handle(messageOf(sender, { ts: NOON - 5, seq: 7, boot: 'b', values: { pm25: 12.5, humidity: 40 } }));
    expect(await fixture.readings(sender.deviceId)).toEqual([
      {
        tenantId: 'default',
        siteId: SITE,
        deviceId: sender.deviceId,
        profileId: 'example',
        profileVersion: 1,
        lifetime: 'raw-30d',
        source: 'mqtt',
        runId: RUN,
        n: 1,
        measuredAt: NOON - 5,
        receivedAt: NOON,
        quality: 'good',
        boot: 'b',
        seq: 7,
        deviceTime: null,
        refusedValues: 0,
        identity: expect.any(Number) as unknown,
        trace: null,
        valuesJson: '{"pm25":12.5,"humidity":40}',
        values: { pm25: 12.5, humidity: 40 },
      },
    ]);
    expect(fixture.ingest.counts).toEqual({ accepted: 1, refused: 0, refusedValues: 0, shed: 0 });
  });

  it('carries receipts that count each device for itself (X1)', async () => {
    const other = fixture.registry.add(2);
    await fixture.handle(messageOf(sender, { pm25: 1 }), messageOf(other, { pm25: 1 }), messageOf(sender, { pm25: 2 }));
    await fixture.handle(messageOf(sender, { pm25: 3 }), messageOf(sender, 'bad'), messageOf(sender, { pm25: 4 }));
    expect((await fixture.readings(sender.deviceId)).map(({ n }) => n)).toEqual([1, 2, 3, 4]);
    expect((await fixture.readings(other.deviceId)).map(({ n }) => n)).toEqual([1]);
    expect((await fixture.refused(sender.deviceId)).map(({ receipt }) => receipt)).toEqual([{ runId: RUN, n: 1 }]);
  });

  it('goes on counting when the registry changes', async () => {
    await fixture.handle(messageOf(sender, { pm25: 1 }));
    fixture.registry.add(1, { name: 'renamed' });
    await fixture.handle(messageOf(sender, { pm25: 2 }));
    expect((await fixture.readings(sender.deviceId)).map(({ n }) => n)).toEqual([1, 2]);
  });

  it('has the same identity whatever the order of its metrics, and another with other values', async () => {
    await fixture.handle(
      messageOf(sender, { ts: NOON, seq: 1, values: { pm25: 1, humidity: 2 } }),
      messageOf(sender, { ts: NOON, seq: 1, values: { humidity: 2, pm25: 1 } }),
      messageOf(sender, { ts: NOON, seq: 1, values: { humidity: 2, pm25: 3 } }),
    );
    const [first, turned, corrected] = (await fixture.readings(sender.deviceId)).map(({ identity }) => identity);
    expect(turned).toBe(first);
    expect(corrected).not.toBe(first);
  });

  it('of a child belongs to the child', async () => {
    const gateway = fixture.registry.add(5, { type: 'gateway' });
    const child = fixture.registry.add(6, { gatewayId: gateway.deviceId });
    await fixture.handle(messageOf(gateway, { pm25: 1 }, { child: 'd6' }));
    expect(await fixture.readings(child.deviceId)).toMatchObject([{ n: 1, values: { pm25: 1 } }]);
    expect(await fixture.readings(gateway.deviceId)).toEqual([]);
  });
});

describe('the values in the log', () => {
  it.each([
    ['the native form', '{"ts":1777636800000,"values":{ "pm25" : 1.50,"mode":"on"}}', '{ "pm25" : 1.50,"mode":"on"}'],
    ['the flat form', '{"pm25":1.50}', '{"pm25":1.50}'],
    ['the flat form amid white space', ' \r\n\t{"pm25":1.50} \n', '{"pm25":1.50}'],
  ])('are the device’s own bytes in %s', async (_name, payload, own) => {
    await fixture.handle(messageOf(sender, payload));
    expect((await fixture.readings(sender.deviceId))[0]?.valuesJson).toBe(own);
  });

  it.each([
    ['a value was refused', '{"values":{"pm25":1.50,"humidity":200}}', '{"pm25":1.5}'],
    ['a value was scaled', '{"values":{"co":1500}}', '{"co":1.5}'],
    ['the time stands among them', '{"pm25":1.50,"ts":1777636800000}', '{"pm25":1.5}'],
    ['they are one reading of an array', '[{"pm25":1.50}]', '{"pm25":1.5}'],
    ['a text is escaped', '{"values":{"mode":"\\u0041"}}', '{"mode":"A"}'],
    ['a key stands twice', '{"values":{"pm25":1,"pm25":2}}', '{"pm25":2}'],
    ['a text holds braces', '{"values":{"mode":"}{"}}', '{"mode":"}{"}'],
    ['a text holds a closing brace', '{"values":{"mode":"}"}}', '{"mode":"}"}'],
    ['a field beside them holds a brace', '{"note":"{","values":{"pm25":1.50}}', '{"pm25":1.5}'],
  ])('are encoded anew where %s', async (_name, payload, expected) => {
    await fixture.handle(messageOf(sender, payload));
    expect((await fixture.readings(sender.deviceId))[0]?.valuesJson).toBe(expected);
  });

  it('say what the device sent, for any payload of values that the profile takes', async () => {
    const space = fc.constantFrom('', ' ', '\n', '\t ');
    const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((one) => !one.includes('\0'));
    const values = fc.record(
      {
        pm25: fc.oneof(
          fc.integer({ min: 0, max: 100_000 }).map((n) => n / 100),
          fc.double({ min: 0, max: 1000, noNaN: true }),
        ),
        temperature: fc.integer({ min: -50, max: 60 }),
        fan: fc.boolean(),
        mode: fc.oneof(text, fc.constantFrom('{', '}', '{}', '":', '\\', '"', '{"a":1}')),
        bins: fc.array(fc.oneof(fc.nat(), fc.double({ min: 0, max: 1e300, noNaN: true })), {
          minLength: 1,
          maxLength: 4,
        }),
      },
      { requiredKeys: ['pm25'], noNullPrototype: true },
    );
    const form = fc.constantFrom('native', 'flat', 'array', 'spaced', 'foreign');
    const sent = fc.array(fc.tuple(values, form, space), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(sent, fc.integer({ min: 10, max: 1_000_000 }), async (readings, number) => {
        const device = fixture.registry.add(number);
        const before = (await fixture.readings(device.deviceId)).length;
        await fixture.handle(...readings.map((reading) => messageOf(device, payloadOf(...reading))));
        const recorded = (await fixture.readings(device.deviceId)).slice(before);
        expect(recorded.map((one) => one.values)).toEqual(readings.map(([one]) => asJson(one)));
      }),
      { numRuns: 25 },
    );
  });
});

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function payloadOf(values: unknown, form: string, space: string): string {
  const json = JSON.stringify(values);
  switch (form) {
    case 'native':
      return `${space}{"ts":${NOON},"boot":"b","values":${json}}${space}`;
    case 'flat':
      return space + json + space;
    case 'array':
      return `[${space}{"values":${json}}]`;
    case 'spaced':
      return `{${space}"values"${space}:${space}${JSON.stringify(values, undefined, 2)}${space}}`;
    default:
      return `{"note":"}{","values":${json}}`;
  }
}

describe('a reading’s time', () => {
  it('is the device’s, where it is believed', async () => {
    await fixture.handle(
      messageOf(sender, { ts: NOON / 1000, pm25: 1 }),
      messageOf(sender, { ts: '2026-05-01T14:00:00+02:00', pm25: 2 }),
      messageOf(sender, { ts: NOON + 600_000, pm25: 3 }),
    );
    expect(await fixture.readings(sender.deviceId)).toMatchObject([
      { measuredAt: NOON, quality: 'good', deviceTime: null },
      { measuredAt: NOON, quality: 'good', deviceTime: null },
      { measuredAt: NOON + 600_000, quality: 'good', deviceTime: null },
    ]);
  });

  it('is the arrival where it is missing, another for each reading', async () => {
    await fixture.handle(messageOf(sender, [{ pm25: 1 }, { pm25: 2 }]), messageOf(sender, { ts: null, pm25: 3 }));
    expect(await fixture.readings(sender.deviceId)).toMatchObject(
      [0, 1, 2].map((ms) => ({ measuredAt: NOON + ms, quality: 'arrival-time', deviceTime: null })),
    );
  });

  it('is the arrival where it is not believed, and the original is kept', async () => {
    await fixture.handle(
      messageOf(sender, { ts: 17, pm25: 1 }),
      messageOf(sender, { ts: NOON + 600_001, pm25: 2 }),
      messageOf(sender, { ts: Date.UTC(2014, 11, 31), pm25: 3 }),
    );
    expect(await fixture.readings(sender.deviceId)).toMatchObject([
      { measuredAt: NOON, quality: 'clock-unsynced', deviceTime: 17_000 },
      { measuredAt: NOON + 1, quality: 'clock-unsynced', deviceTime: NOON + 600_001 },
      { measuredAt: NOON + 2, quality: 'clock-unsynced', deviceTime: Date.UTC(2014, 11, 31) },
    ]);
  });

  it('is the device’s, however old, where its site keeps history, but not that of a clock that began in 1970', async () => {
    const registry = new ExampleRegistry('history');
    const backfill = await IngestFixture.open({ registry });
    const station = registry.add(1);
    const year2004 = Date.UTC(2004, 2, 10, 17);
    await backfill.handle(
      messageOf(station, { ts: year2004, pm25: 1 }),
      messageOf(station, { ts: 1_079_000_000, pm25: 2 }),
      messageOf(station, { ts: 17, pm25: 3 }),
    );
    expect(await backfill.readings(station.deviceId)).toMatchObject([
      { measuredAt: year2004, quality: 'good', deviceTime: null, lifetime: 'history' },
      { measuredAt: 1_079_000_000_000, quality: 'good', deviceTime: null, lifetime: 'history' },
      { measuredAt: NOON, quality: 'clock-unsynced', deviceTime: 17_000, lifetime: 'history' },
    ]);
    await backfill.close();
  });

  it('is the same again when the link recognises the message as sent again', async () => {
    const payloads = [{ pm25: 1 }, [{ ts: 17, pm25: 2 }, { pm25: 3 }], { ts: NOON + 700_000, pm25: 4 }];
    await fixture.handle(...payloads.map((payload) => messageOf(sender, payload)));
    const again = { receivedAt: NOON + 300_000, firstSeenAt: NOON };
    await fixture.handle(...payloads.map((payload) => messageOf(sender, payload, again)));
    const times = (await fixture.readings(sender.deviceId)).map(({ measuredAt, quality }) => [measuredAt, quality]);
    expect(times.slice(4)).toEqual(times.slice(0, 4));
    expect(new Set(times.slice(0, 4).map(([at]) => at)).size).toBe(4);
  });
});

describe('the registry', () => {
  it('may forget a device whose messages are on their way', async () => {
    await fixture.handle(messageOf(sender, { pm25: 1 }));
    fixture.registry.remove(sender.deviceId);
    await fixture.handle(messageOf(sender, { pm25: 2 }));
    expect(await fixture.readings(sender.deviceId)).toHaveLength(1);
    expect(await fixture.refused(sender.deviceId)).toMatchObject([
      { kind: 'reading', count: 1, siteId: SITE, reason: { rule: 'unknown-device' } },
    ]);
  });

  it('decides what a gateway may say for whom', async () => {
    const gateway = fixture.registry.add(5, { type: 'gateway' });
    fixture.registry.add(6, { gatewayId: ulidOf(99) });
    fixture.registry.add(7, { gatewayId: gateway.deviceId, disabled: true });
    fixture.registry.add(8);
    for (const child of ['d6', 'd7', 'd8', 'nobody']) await fixture.handle(messageOf(gateway, { pm25: 1 }, { child }));
    const refused = await fixture.refused(gateway.deviceId);
    expect(refused.map(({ reason, topic }) => [reason.rule, topic])).toEqual(
      ['d6', 'd7', 'd8', 'nobody'].map((child) => ['unknown-child', `gateways/d5/devices/${child}/telemetry`]),
    );
  });
});
