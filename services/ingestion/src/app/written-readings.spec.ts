import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { READING_TOPIC } from '@fieldline/contracts';
import type { DeviceIdentity } from '@fieldline/device-link';
import { messageOf } from './example-registry.contract.js';
import { NO_READINGS } from '../ports/ledger-reader.js';
import { IngestionRig } from './ingestion-rig.contract.js';

const MINUTE = 60_000;
const balance = NO_READINGS;

let rig: IngestionRig;
let devices = 0;
let device: DeviceIdentity;
let now: number;

beforeAll(async () => {
  rig = await IngestionRig.open();
}, 60_000);
afterAll(() => rig.close());
beforeEach(() => {
  device = rig.registry.add((devices += 1));
  now = Math.floor(Date.now() / 1000) * 1000;
});

describe('readings on their way into the store', () => {
  it('are stored, and the ledger balances (X1, A5)', async () => {
    const payloads = [0, 1, 2].map((n) => ({ ts: now + n, seq: n, values: { pm25: n, mode: 'on', bins: [n, 1] } }));
    await rig.send(device, payloads);
    expect(await rig.points(device, 'pm25')).toEqual([0, 1, 2].map((n) => [now + n, n]));
    expect(await rig.points(device, 'bins')).toEqual([0, 1, 2].map((n) => [now + n, [n, 1]]));
    expect(await rig.ledgerOf(device)).toEqual({ ...balance, received: 3, stored: 3 });
  });

  it('are duplicates when they come again', async () => {
    const payload = { ts: now, seq: 1, values: { pm25: 5, humidity: 40 } };
    await rig.send(device, [payload, { ...payload, values: { humidity: 40, pm25: 5 } }]);
    await rig.send(device, [payload]);
    expect(await rig.points(device, 'pm25')).toEqual([[now, 5]]);
    expect(await rig.ledgerOf(device)).toEqual({ ...balance, received: 3, stored: 1, duplicate: 2 });
  });

  it('correct what was stored of the same instant', async () => {
    await rig.send(device, [{ ts: now, pm25: 5, humidity: 40 }]);
    await rig.send(device, [{ ts: now, pm25: 6 }]);
    expect(await rig.points(device, 'pm25')).toEqual([[now, 6]]);
    expect(await rig.points(device, 'humidity')).toEqual([[now, 40]]);
    expect(await rig.ledgerOf(device)).toEqual({ ...balance, received: 2, stored: 1, superseded: 1 });
  });

  it('are counted when they are older than their lifetime', async () => {
    await rig.send(device, [
      { ts: now - 31 * 86_400_000, pm25: 5 },
      { ts: now, pm25: 6 },
    ]);
    expect(await rig.points(device, 'pm25')).toEqual([[now, 6]]);
    expect(await rig.ledgerOf(device)).toEqual({ ...balance, received: 2, stored: 1, expired: 1 });
  });

  it('hold numbers of any spelling, and keys that stand twice, as JSON.parse reads them', async () => {
    const texts = ['1e-999', `0.${'0'.repeat(20_000)}1`, `1${'0'.repeat(2)}.${'0'.repeat(20_000)}5`, '1E2'];
    await rig.send(
      device,
      texts.map((text, n) => `{"ts":${now + n},"values":{"pm25":1,"pm25":${text}}}`),
    );
    await rig.send(
      device,
      texts.map((text, n) => `{"ts":${now + 10 + n},"values":{"pm25":${text}}}`),
    );
    const values = (await rig.points(device, 'pm25')).map(([, value]) => value);
    expect(values).toEqual([0, 0, 100, 100, 0, 0, 100, 100]);
    expect(await rig.ledgerOf(device)).toEqual({ ...balance, received: 8, stored: 8, unchanged: 4 });
  });

  it('tell the course of their device: order, gaps, restarts, unchanged values, also over a restart of the writer (X1)', async () => {
    const at = (second: number, boot: number, seq: number, pm25: number): unknown => {
      return { ts: now + second, boot, seq, values: { pm25 } };
    };
    await rig.send(device, [at(0, 1, 0, 5), at(1, 1, 1, 5), at(5, 1, 5, 6), at(5, 1, 5, 6)]);
    const before = { ...balance, received: 4, stored: 3, duplicate: 1, unchanged: 1, missing: 3 };
    expect(await rig.ledgerOf(device)).toEqual(before);
    await rig.restart();
    await rig.send(device, [at(3, 1, 3, 6), at(6, 2, 0, 7), at(4, 1, 4, 7), at(3, 1, 3, 9), at(7, 2, 1, 9), 'bad']);
    expect(await rig.ledgerOf(device)).toEqual({
      ...{ ...before, received: 10, stored: 7, superseded: 1, refused: 1 },
      ...{ outOfOrder: 3, missing: 1, restarts: 1, unchanged: 4 },
    });
  });

  it('of two devices do not mix', async () => {
    const other = rig.registry.add((devices += 1));
    const receivedAt = now;
    await rig.ingest.handle([
      messageOf(device, { ts: now, pm25: 1 }, { receivedAt }),
      messageOf(other, { ts: now, pm25: 2 }, { receivedAt }),
    ]);
    await rig.written();
    expect(await rig.points(device, 'pm25')).toEqual([[now, 1]]);
    expect(await rig.points(other, 'pm25')).toEqual([[now, 2]]);
  });

  it('are told to who keeps the newest, one a device and batch', async () => {
    rig.newest.length = 0;
    await rig.send(
      device,
      [2, 3, 1].map((n) => ({ ts: now + n, pm25: n })),
    );
    expect(rig.newest.map(({ valuesJson }) => valuesJson)).toEqual(['{"pm25":3}']);
    await rig.send(device, [{ ts: now + 3, pm25: 3 }]);
    expect(rig.newest).toHaveLength(1);
  });
});

describe('readings without a trusted time', () => {
  it('are stored each at an instant of its own', async () => {
    await rig.send(device, [[{ pm25: 1 }, { pm25: 2 }], { pm25: 3 }], { receivedAt: now });
    expect(await rig.points(device, 'pm25')).toEqual([0, 1, 2].map((n) => [now + n, n + 1]));
  });

  it('are duplicates when the link saw the message before', async () => {
    await rig.send(device, [{ pm25: 1 }, { pm25: 2 }], { receivedAt: now });
    await rig.send(device, [{ pm25: 1 }, { pm25: 2 }], { receivedAt: now + MINUTE, firstSeenAt: now });
    expect(await rig.points(device, 'pm25')).toHaveLength(2);
    expect(await rig.ledgerOf(device)).toEqual({ ...balance, received: 4, stored: 2, duplicate: 2 });
  });

  it('are recognised by their count when they come again', async () => {
    await rig.send(device, [{ seq: 1, boot: 'b', pm25: 1 }], { receivedAt: now });
    await rig.send(
      device,
      [
        { seq: 1, boot: 'b', pm25: 1 },
        { seq: 2, boot: 'b', pm25: 1 },
      ],
      { receivedAt: now + MINUTE },
    );
    expect(await rig.points(device, 'pm25')).toHaveLength(2);
    expect(await rig.ledgerOf(device)).toEqual({ ...balance, received: 3, stored: 2, duplicate: 1, unchanged: 1 });
  });

  it('are recognised by the time that was not believed, also by the next run of the process', async () => {
    const payload = { ts: 86_400, pm25: 1 };
    await rig.send(device, [payload], { receivedAt: now });
    await rig.restart();
    await rig.send(device, [payload, { ts: 86_401, pm25: 1 }], { receivedAt: now + MINUTE });
    expect(await rig.points(device, 'pm25')).toHaveLength(2);
    const counts = { received: 3, stored: 2, duplicate: 1, clockUnsynced: 3, unchanged: 1 };
    expect(await rig.ledgerOf(device)).toEqual({ ...balance, ...counts });
  });

  it('with neither time nor count are stored each time', async () => {
    await rig.send(device, [{ pm25: 1 }], { receivedAt: now });
    await rig.send(device, [{ pm25: 1 }], { receivedAt: now + MINUTE });
    expect(await rig.ledgerOf(device)).toEqual({ ...balance, received: 2, stored: 2, unchanged: 1 });
  });
});

describe('receipts', () => {
  it('are applied without a gap, run by run', async () => {
    await rig.send(device, [
      { ts: now, pm25: 1 },
      { ts: now + 1, pm25: 2 },
    ]);
    await rig.restart();
    await rig.send(device, [{ ts: now + 2, pm25: 3 }]);
    const receipts = await rig.rows('receipt', device);
    expect(receipts.map(({ last_n, applied, gaps }) => [last_n, applied, gaps]).sort()).toEqual([
      ['1', '1', []],
      ['2', '2', []],
    ]);
  });

  it('that the log holds twice have no effect (X1)', async () => {
    await rig.send(device, [{ ts: now, pm25: 1 }, { pm25: 2 }, { ts: now, pm25: 3 }]);
    const before = await rig.ledgerOf(device);
    const points = await rig.points(device, 'pm25');
    await rig.repeatRecords(device);
    await rig.restart();
    await rig.repeatRecords(device);
    expect(await rig.ledgerOf(device)).toEqual(before);
    expect(await rig.points(device, 'pm25')).toEqual(points);
    expect(await rig.rows('device_ledger', device)).toMatchObject([{ repeated_records: '9' }]);
  });

  it('that are missing stand as a gap, and the writer goes on', async () => {
    const other = rig.registry.add((devices += 1));
    await rig.send(
      device,
      [1, 2, 3].map((n) => ({ ts: now + n, pm25: n })),
    );
    await rig.publishAs(device, other, (record, index) => (index === 1 ? undefined : record));
    await rig.written();
    expect(await rig.rows('receipt', other)).toMatchObject([{ last_n: '3', applied: '2', gaps: [{ from: 2, to: 2 }] }]);
    expect(await rig.points(other, 'pm25')).toHaveLength(2);
  });
});

describe('a record that cannot be decoded', () => {
  it('is put aside, and its neighbours are stored', async () => {
    await rig.stopWriters();
    await rig.publish(device, [{ ts: now, pm25: 1 }]);
    await rig.log.bus.publish([{ topic: READING_TOPIC, key: device.deviceId, value: Buffer.from('[1]') }]);
    await rig.publish(device, [{ ts: now + 1, pm25: 2 }]);
    await rig.startWriters();
    await rig.written();
    expect(await rig.points(device, 'pm25')).toEqual([
      [now, 1],
      [now + 1, 2],
    ]);
    expect(await rig.ledgerOf(device)).toEqual({ ...balance, received: 2, stored: 2 });
  });
});
