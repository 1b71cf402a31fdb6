import { describe, expect, it } from '@jest/globals';
import { latestKey, type LatestValue, type MetricValue } from '@fieldline/contracts';
import { MemoryHotStore } from '@fieldline/hot-memory';
import { createLogger, systemClock } from '@fieldline/platform';
import { MemoryReadingStore } from '@fieldline/testing';
import { KeepLatest } from './keep-latest.js';
import type { NewestReading } from './write-readings.js';
import { NOON, SITE, ulidOf } from './example-registry.contract.js';

const DEVICE = ulidOf(1);
const logger = createLogger('test', 'silent');

function newest(measuredAt: number, values: Record<string, MetricValue>): NewestReading {
  const head = { tenantId: 'default', siteId: SITE, deviceId: DEVICE, measuredAt } as NewestReading['head'];
  return { head, valuesJson: JSON.stringify(values) };
}

function open(): { hot: MemoryHotStore; keep: KeepLatest; latest: () => Promise<LatestValue | undefined> } {
  const hot = new MemoryHotStore({ clock: systemClock, maxEntries: 100 });
  const keep = new KeepLatest({ hot, logger });
  const latest = async (): Promise<LatestValue | undefined> => {
    await keep.settled();
    const text = await hot.get(latestKey(SITE, DEVICE));
    return text === undefined ? undefined : (JSON.parse(text) as LatestValue);
  };
  return { hot, keep, latest };
}

describe('the latest values', () => {
  it('keep each metric’s newest value, also where a reading carries some of them or comes late', async () => {
    const { keep, latest } = open();
    keep.onStored([newest(NOON, { voltage: 48, current: 1 })]);
    keep.onStored([newest(NOON + 1_000, { voltage: 49 })]);
    keep.onStored([newest(NOON - 1_000, { voltage: 1, temperature: 20 })]);
    expect(await latest()).toEqual({ at: NOON + 1_000, values: { voltage: 49, current: 1, temperature: 20 } });
  });

  it('are not touched by what was measured years ago, nor kept from it', async () => {
    const { keep, latest } = open();
    const year2013 = Date.UTC(2013, 11, 2);
    keep.onStored([newest(year2013, { voltage: 1, temperature: 20 })]);
    keep.onStored([newest(NOON, { voltage: 48 })]);
    expect(await latest()).toEqual({ at: NOON, values: { voltage: 48 } });
    keep.onStored([newest(year2013 + 1_000, { voltage: 2, temperature: 21 })]);
    expect(await latest()).toEqual({ at: NOON, values: { voltage: 48 } });
  });

  it('come together from several readings of one batch', async () => {
    const { keep, latest } = open();
    keep.onStored([newest(NOON, { voltage: 48 }), newest(NOON + 1, { current: 1 })]);
    expect(await latest()).toEqual({ at: NOON + 1, values: { voltage: 48, current: 1 } });
  });

  it('are rebuilt from the raw series after a restart as they were', async () => {
    const store = new MemoryReadingStore({ clock: { ...systemClock, now: () => NOON + 5_000 } });
    const before = open();
    for (const [index, reading] of [
      newest(NOON, { voltage: 48, current: 1 }),
      newest(NOON + 1_000, { voltage: 49 }),
    ].entries()) {
      const { measuredAt } = reading.head;
      await store.write([
        {
          tenantId: 'default',
          deviceId: DEVICE,
          lifetime: 'raw-90d',
          measuredAt,
          receivedAt: measuredAt,
          position: index,
          identity: BigInt(index),
          quality: 'good',
          valuesJson: reading.valuesJson,
        },
      ]);
      before.keep.onStored([reading]);
    }
    const after = open();
    await after.keep.rebuild(store, [{ tenantId: 'default', id: DEVICE, siteId: SITE }]);
    expect(await after.latest()).toEqual(await before.latest());
    expect(await after.latest()).toMatchObject({ values: { voltage: 49, current: 1 } });
  });

  it('are told to the log when they cannot be kept, and the writer does not hear of it', async () => {
    const { hot, keep, latest } = open();
    await hot.increment(latestKey(SITE, DEVICE), 1, 60_000);
    keep.onStored([newest(NOON, { voltage: 48 })]);
    await keep.settled();
    await hot.delete(latestKey(SITE, DEVICE));
    keep.onStored([newest(NOON, { voltage: 48 })]);
    expect(await latest()).toMatchObject({ values: { voltage: 48 } });
  });
});
