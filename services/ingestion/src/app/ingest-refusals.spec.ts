import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeviceIdentity } from '@fieldline/device-link';
import { sleep, systemClock } from '@fieldline/platform';
import { DeadLetterQuota } from '../domain/dead-letter-quota.js';
import { messageOf, NOON, RUN, SITE } from './example-registry.contract.js';
import { IngestFixture } from './ingest-fixture.contract.js';
import { openTestLog } from './test-log.contract.js';

let fixture: IngestFixture;
let sender: DeviceIdentity;

beforeEach(async () => {
  fixture = await IngestFixture.open();
  sender = fixture.registry.add(1);
});
afterEach(() => fixture.close());

function sha256(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('a reading that is refused as a whole', () => {
  it('keeps its bytes, the reason and where it came from (X2)', async () => {
    await fixture.handle(messageOf(sender, '{"pm25":'));
    const [refused] = await fixture.refused(sender.deviceId);
    expect(refused).toMatchObject({
      deviceId: sender.deviceId,
      siteId: SITE,
      kind: 'reading',
      receipt: { runId: RUN, n: 1 },
      count: 1,
      receivedAt: NOON,
      topic: 'devices/d1/telemetry',
      reason: { rule: 'not-json', expected: 'one JSON object, or an array of them' },
      size: 8,
      hash: sha256('{"pm25":'),
      payload: Buffer.from('{"pm25":').toString('base64'),
    });
    expect(await fixture.readings(sender.deviceId)).toEqual([]);
    expect(fixture.ingest.counts).toEqual({ accepted: 0, refused: 1, refusedValues: 0, shed: 0 });
  });

  const good = '{"pm25":1}';
  it.each<[string, string | Buffer]>([
    ['not-json', ''],
    ['not-json', '\u0000\u0001'],
    ['not-json', `\uFEFF${good}`],
    ['not-json', '\u{1F600}'],
    ['not-utf-8', Buffer.from('7b22ff223a317d', 'hex')],
    ['not-utf-8', Buffer.from('7b22eda080223a317d', 'hex')],
    ['not-utf-8', Buffer.from('c080', 'hex')],
    ['too-large', `${' '.repeat(65_536 - good.length + 1)}${good}`],
    ['too-large', Buffer.alloc(262_144, '[')],
    ['too-deep', '['.repeat(30_000) + ']'.repeat(30_000)],
    ['too-deep', `{"values":${'['.repeat(30_000)}${']'.repeat(30_000)}}`],
    ['too-many-keys', `{${Array.from({ length: 1001 }, (_, i) => `"k${i}":1`).join()}}`],
    ['forbidden-key', '{"values":{"pm25":1,"\\u005f_proto__":{"x":1}}}'],
    ['non-finite', '{"values":{"pm25":1,"humidity":1e999}}'],
    ['unparsable-time', '{"ts":"yesterday","pm25":1}'],
    ['unparsable-time', '{"ts":"2026-02-30T00:00:00Z","pm25":1}'],
    ['unparsable-time', '{"ts":true,"pm25":1}'],
    ['no-value', '{"values":{}}'],
    ['no-value', '{}'],
    ['no-value', '{"ts":1777636800000}'],
    ['no-value', '{"pm25":-1,"humidity":null}'],
    ['no-value', '[]'],
    ['not-an-object', '5'],
    ['not-an-object', '[[]]'],
    ['values-not-an-object', '{"values":[1]}'],
  ])('is refused for %s: %#', async (rule, payload) => {
    const bytes = Buffer.from(payload);
    await fixture.handle(messageOf(sender, bytes), messageOf(sender, good));
    expect(await fixture.refused(sender.deviceId)).toMatchObject([
      { kind: 'reading', reason: { rule }, size: bytes.length, hash: sha256(bytes), payload: bytes.toString('base64') },
    ]);
    expect(await fixture.readings(sender.deviceId)).toMatchObject([{ values: { pm25: 1 } }]);
  });

  it('may be as large as 64 KiB, and is taken then', async () => {
    await fixture.handle(messageOf(sender, good.padStart(65_536)));
    expect(await fixture.readings(sender.deviceId)).toHaveLength(1);
  });

  it('leaves only its hash where no record could hold it, and its neighbours are taken', async () => {
    const bytes = Buffer.alloc(900_000, '[');
    await fixture.handle(messageOf(sender, good), messageOf(sender, bytes), messageOf(sender, good));
    const [refused, ...more] = await fixture.refused(sender.deviceId);
    expect(refused).toMatchObject({ reason: { rule: 'too-large' }, size: 900_000, hash: sha256(bytes) });
    expect([refused?.payload, more]).toEqual([undefined, []]);
    expect(await fixture.readings(sender.deviceId)).toHaveLength(2);
  });

  it('of an array is refused alone, in its place', async () => {
    await fixture.handle(messageOf(sender, [{ pm25: 1 }, 5, { ts: 'never', pm25: 2 }, { pm25: 3, humidity: -1 }]));
    expect((await fixture.readings(sender.deviceId)).map(({ values }) => values)).toEqual([{ pm25: 1 }, { pm25: 3 }]);
    const refused = await fixture.refused(sender.deviceId);
    expect(refused.map(({ kind, reason }) => [kind, reason.rule, reason.at])).toEqual([
      ['reading', 'not-an-object', 1],
      ['reading', 'unparsable-time', 2],
      ['value', 'out-of-range', 3],
    ]);
  });

  it('is one of a channel that nothing consumes', async () => {
    await fixture.handle(messageOf(sender, { on: true }, { channel: 'state' }));
    expect(await fixture.refused(sender.deviceId)).toMatchObject([
      { kind: 'reading', topic: 'devices/d1/state', reason: { rule: 'channel-not-consumed' } },
    ]);
  });

  it('holds no text that a store refuses, whatever its names are', async () => {
    const name = `\\u0000\\ud800${'n'.repeat(50_000)}`;
    await fixture.handle(messageOf(sender, `{"${name}":1,"pm25":2,"mode":"${'x'.repeat(254)}😀"}`));
    await fixture.handle(messageOf(sender, '{"\u{1F600}'));
    for (const { reason } of await fixture.refused(sender.deviceId)) {
      const text = JSON.stringify(reason);
      expect(text.length).toBeLessThan(2000);
      expect(text).not.toMatch(/\\u0000|\\ud[89a-f]/i);
    }
  });
});

describe('a value that is refused', () => {
  it('goes to the dead letters with metric, value and rule; the reading goes on', async () => {
    await fixture.handle(
      messageOf(sender, { seq: -1, boot: 'b', fw: 2, values: { pm25: 1, humidity: 101, fan: 'on', wind: 5 } }),
    );
    expect(await fixture.readings(sender.deviceId)).toMatchObject([
      { n: 1, seq: null, boot: 'b', refusedValues: 5, values: { pm25: 1 } },
    ]);
    const refused = await fixture.refused(sender.deviceId);
    expect(refused).toMatchObject(
      [
        { rule: 'out-of-range', metric: 'humidity', value: '101', expected: '0 to 100 %' },
        { rule: 'wrong-type', metric: 'fan', value: '"on"' },
        { rule: 'unknown-metric', metric: 'wind', value: '5' },
        { rule: 'unusable-seq', metric: 'seq', value: '-1' },
        { rule: 'unknown-field', metric: 'fw', value: '2' },
      ].map((reason, index) => ({ kind: 'value', readingN: 1, count: 1, receipt: { n: index + 1 }, reason })),
    );
    expect(fixture.ingest.counts).toEqual({ accepted: 1, refused: 0, refusedValues: 5, shed: 0 });
  });
});

describe('refusals beyond the quota', () => {
  it('leave hash, reason and count, together for a batch', async () => {
    await fixture.close();
    const quota = new DeadLetterQuota({ deviceBytes: 2 * 515, siteBytes: 1e6 });
    fixture = await IngestFixture.open({ quota });
    sender = fixture.registry.add(1);
    const bad = ['a', 'b', 'c', 'd', '{"values":1}', 'e'];
    await fixture.handle(...bad.map((payload) => messageOf(sender, payload)));
    const refused = await fixture.refused(sender.deviceId);
    expect(refused.map(({ receipt, count, reason, payload }) => [receipt.n, count, reason.rule, payload])).toEqual([
      [1, 1, 'not-json', Buffer.from('a').toString('base64')],
      [2, 1, 'not-json', Buffer.from('b').toString('base64')],
      [3, 3, 'not-json', undefined],
      [4, 1, 'values-not-an-object', undefined],
    ]);
    expect(refused[2]?.hash).toBe(sha256('e'));
    expect(fixture.ingest.counts.refused).toBe(6);
  });
});

describe('a fault of ours in one message', () => {
  it('does not cost its neighbours anything, nor itself its place in the ledger', async () => {
    const other = fixture.registry.add(2);
    fixture.registry.broken.add(other.deviceId);
    await fixture.handle(messageOf(sender, { pm25: 1 }), messageOf(other, { pm25: 2 }), messageOf(sender, { pm25: 3 }));
    expect(await fixture.readings(sender.deviceId)).toHaveLength(2);
    expect(await fixture.readings(other.deviceId)).toEqual([]);
    expect(await fixture.refused(other.deviceId)).toMatchObject([
      { reason: { rule: 'not-processed', message: 'the message could not be processed: the registry is broken' } },
    ]);
  });
});

describe('readings that the link shed', () => {
  it('are counted with the next batch, once', async () => {
    fixture.ingest.noteShed(sender, 3);
    fixture.ingest.noteShed(sender, 4);
    await fixture.handle();
    await fixture.handle(messageOf(sender, { pm25: 1 }));
    expect(await fixture.refused(sender.deviceId)).toMatchObject([
      { kind: 'shed', count: 7, receipt: { n: 1 }, size: 0, reason: { rule: 'shed' } },
    ]);
    expect(fixture.ingest.counts).toEqual({ accepted: 1, refused: 0, refusedValues: 0, shed: 7 });
  });
});

describe('while the log is away', () => {
  it('nothing is acknowledged, and all is there when it is back (X1)', async () => {
    fixture.log.disk.failures = Infinity;
    const handled = [1, 2, 3].map((pm25) => fixture.handle(messageOf(sender, { pm25 }), messageOf(sender, 'bad')));
    while (!fixture.ingest.withheld) await new Promise((resolve) => setTimeout(resolve, 5));
    fixture.log.disk.failures = 0;
    await Promise.all(handled);
    expect(fixture.ingest.withheld).toBe(false);
    const first = new Set((await fixture.readings(sender.deviceId)).map(({ n }) => n));
    expect([...first]).toEqual([1, 2, 3]);
    expect(new Set((await fixture.refused(sender.deviceId)).map(({ receipt }) => receipt.n)).size).toBe(3);
  });
});

describe('while the log has little room', () => {
  const MARK = 1_000_000;

  it('refusals leave their bytes out, so that readings are taken longer', async () => {
    const log = await openTestLog({ diskLowWaterBytes: MARK, diskPollMs: 1 });
    const scarce = async (freeSpace: number, isScarce: boolean): Promise<void> => {
      log.disk.freeSpace = freeSpace;
      while (log.bus.isSpaceScarce() !== isScarce) await sleep(systemClock, 1);
    };
    const bad = (text: string): ReturnType<typeof messageOf> => messageOf(sender, text);
    const readings = new IngestFixture(log, { space: log.bus, registry: fixture.registry });
    await readings.handle(bad('one'));
    await scarce(2 * MARK - 1, true);
    await readings.handle(bad('two'), bad('three'), messageOf(sender, { pm25: 1, humidity: 300 }));
    await scarce(2 * MARK, false);
    await readings.handle(bad('four'));
    const refused = await readings.refused(sender.deviceId);
    expect(refused.map(({ kind, count, hash, payload }) => [kind, count, hash, payload !== undefined])).toEqual([
      ['reading', 1, sha256('one'), true],
      ['reading', 2, sha256('three'), false],
      ['value', 1, sha256('300'), false],
      ['reading', 1, sha256('four'), true],
    ]);
    expect(await readings.readings(sender.deviceId)).toHaveLength(1);
    await readings.close();
  });
});
