import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeviceIdentity } from '@fieldline/device-link';
import { RetriableError } from '@fieldline/platform';
import type { ReadingStore } from '@fieldline/readings';
import { NO_READINGS } from '../ports/ledger-reader.js';
import { IngestionRig } from './ingestion-rig.contract.js';

const ledger = NO_READINGS;

let rig: IngestionRig;
let storeFailures = 0;
let devices = 0;
let device: DeviceIdentity;
let now: number;

/** The real store, away for as many writes as asked. */
function sometimesAway(store: ReadingStore): ReadingStore {
  const write: ReadingStore['write'] = (readings) => {
    if (storeFailures === 0) return store.write(readings);
    storeFailures -= 1;
    return Promise.reject(new RetriableError('the store is away'));
  };
  return {
    write,
    series: (query, maxPoints) => store.series(query, maxPoints),
    page: (query, limit, cursor) => store.page(query, limit, cursor),
    manySeries: (query, points) => store.manySeries(query, points),
    rows: (query) => store.rows(query),
    deleteDevice: (tenantId, deviceId) => store.deleteDevice(tenantId, deviceId),
    latest: (tenantId, deviceIds) => store.latest(tenantId, deviceIds),
    expire: () => store.expire(),
  };
}

beforeAll(async () => {
  rig = await IngestionRig.open({ around: sometimesAway });
}, 60_000);
afterAll(() => rig.close());
beforeEach(() => {
  device = rig.registry.add((devices += 1));
  now = Math.floor(Date.now() / 1000) * 1000;
});

/** One of each: stored, duplicate, superseded, expired, not believed, counted without time and its repetition, refused. */
function mixture(): readonly unknown[] {
  return [
    { ts: now, seq: 1, values: { pm25: 1, humidity: 300 } },
    { ts: now, seq: 1, values: { pm25: 1, humidity: 300 } },
    { ts: now, seq: 1, values: { pm25: 2 } },
    { ts: now - 40 * 86_400_000, pm25: 1 },
    { ts: 5, pm25: 1 },
    { seq: 7, pm25: 3 },
    { seq: 7, pm25: 3 },
    'bad',
  ];
}

const mixed = {
  received: 8,
  stored: 3,
  duplicate: 2,
  superseded: 1,
  expired: 1,
  refused: 1,
  shed: 0,
  refusedValues: 2,
  clockUnsynced: 1,
  outOfOrder: 0,
  // 2 to 6
  missing: 5,
  restarts: 0,
  unchanged: 0,
};

async function expectMixture(): Promise<void> {
  expect(await rig.ledgerOf(device)).toEqual(mixed);
  expect(await rig.points(device, 'pm25')).toHaveLength(3);
  expect((await rig.rows('device_ledger', device))[0]).toMatchObject({ repeated_records: '0' });
  const receipts = await rig.rows('receipt', device);
  expect(receipts.map(({ stream, last_n, applied, gaps }) => [stream, last_n, applied, gaps]).sort()).toEqual([
    ['reading', '7', '7', []],
    ['refused', '3', '3', []],
  ]);
}

describe('a writer that is cut off', () => {
  it('has no effect on what a batch counts when it is not', async () => {
    await rig.send(device, mixture());
    await expectMixture();
  });

  it.each([
    ['before the commit', ['before']],
    ['after the commit, its answer lost', ['after']],
    ['again and again', ['before', 'after', 'before', 'after', 'after']],
  ] as const)('counts the same: %s (X1)', async (_name, cuts) => {
    rig.ledger.cuts.push(...cuts);
    await rig.send(device, mixture());
    await expectMixture();
  });

  it('counts the same when more records join the batch that comes again', async () => {
    rig.ledger.cuts.push('after', 'after');
    const all = mixture();
    for (const payload of all) await rig.publish(device, [payload]);
    await rig.written();
    await expectMixture();
  });

  it('counts the same when the process ends between store and ledger', async () => {
    rig.ledger.cuts.push(...Array<'before'>(50).fill('before'));
    await rig.publish(device, mixture());
    while ((await rig.points(device, 'pm25')).length < 3) await new Promise((resolve) => setTimeout(resolve, 10));
    await rig.stopWriters();
    expect(await rig.ledgerOf(device)).toEqual(ledger);
    rig.ledger.cuts.length = 0;
    await rig.startWriters();
    await rig.written();
    await expectMixture();
  });

  it('counts the same when the store is away for a while', async () => {
    storeFailures = 3;
    await rig.send(device, mixture());
    await expectMixture();
  });
});

describe('a reading that the store can never take', () => {
  it('is put aside with its bytes, and its neighbours are stored', async () => {
    const other = rig.registry.add((devices += 1));
    await rig.send(
      device,
      [1, 2, 3, 4].map((n) => ({ ts: now + n, pm25: n })),
    );
    await rig.publishAs(device, other, (record, index) =>
      index % 2 === 1 ? record.replace(/"pm25":\d/, '"pm25":1e999') : record,
    );
    await rig.written();
    expect(await rig.points(other, 'pm25')).toEqual([
      [now + 1, 1],
      [now + 3, 3],
    ]);
    expect(await rig.ledgerOf(other)).toEqual({ ...ledger, received: 4, stored: 2, refused: 2 });
    expect(await rig.rows('dead_letter', other)).toMatchObject(
      [2, 4].map((n) => ({
        rule: 'unstorable',
        n: String(n),
        stream: 'reading',
        payload: Buffer.from('{"pm25":1e999}'),
      })),
    );
  });

  it('is counted once when the writer is cut off after it was put aside', async () => {
    const other = rig.registry.add((devices += 1));
    await rig.send(
      device,
      [1, 2].map((n) => ({ ts: now + n, pm25: n })),
    );
    rig.ledger.cuts.push('before', 'after');
    await rig.publishAs(device, other, (record, index) =>
      index === 0 ? record.replace('"pm25":1', '"pm25":1e999') : record,
    );
    await rig.written();
    expect(await rig.ledgerOf(other)).toEqual({ ...ledger, received: 2, stored: 1, refused: 1 });
    expect(await rig.rows('dead_letter', other)).toHaveLength(1);
  });
});
