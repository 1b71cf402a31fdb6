import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RetriableError, systemClock } from '@fieldline/platform';
import { createPool } from '@fieldline/relational';
import { HeldUpStore } from './held-up-store.contract.js';
import { PostgresReadingStore } from './postgres-reading-store.js';

const AT = Date.UTC(2026, 5, 15);
const DEVICE = { tenantId: 'default', deviceId: '01J0000000000000000000000A' } as const;
const query = { ...DEVICE, metric: 'voltage', from: AT, to: AT + 1_000 };
const there = [{ at: AT, value: 1 }];

describe('reading a series', () => {
  let held: HeldUpStore;
  beforeAll(async () => {
    held = await HeldUpStore.open();
    const given = { position: 1, identity: 1n, quality: 'good', valuesJson: '{"voltage":1}' } as const;
    await held.store.write([{ ...DEVICE, lifetime: 'history', measuredAt: AT, receivedAt: AT, ...given }]);
  }, 60_000);
  afterAll(() => held.close());

  const LOCK = 'lock table readings.reading in access exclusive mode';

  it('may be tried again when its connection broke', async () => {
    const outcome = await held.cutOff('pg_terminate_backend', LOCK, () => held.store.series(query, 10));
    expect(outcome).toBeInstanceOf(RetriableError);
    expect(await held.store.series(query, 10)).toEqual(there);
  });

  it('gives its connection back when it is cancelled', async () => {
    const outcome = await held.cutOff('pg_cancel_backend', LOCK, () => held.store.series(query, 10));
    expect(outcome).toBeInstanceOf(Error);
    expect(await held.store.series(query, 10)).toEqual(there);
  });

  it('leaves half of the connections to others, however many are asked for', async () => {
    const pool = createPool(held.url, { applicationName: 'many', max: 4 });
    const store = new PostgresReadingStore({ pool, clock: systemClock });
    const reads = await held.whileLocked(LOCK, async () => {
      const many = Array.from({ length: 20 }, () => store.series(query, 10));
      expect((await pool.query('select 1 as answer')).rows).toEqual([{ answer: 1 }]);
      return many;
    });
    expect(await Promise.all(reads)).toEqual(Array.from({ length: 20 }, () => there));
    await pool.end();
  });

  it('leaves them to others beside exports, too', async () => {
    const pool = createPool(held.url, { applicationName: 'exports', max: 4 });
    const store = new PostgresReadingStore({ pool, clock: systemClock });
    const reads = await held.whileLocked(LOCK, async () => {
      const many = Array.from({ length: 20 }, () => store.rows(query)[Symbol.asyncIterator]().next());
      expect((await pool.query('select 1 as answer')).rows).toEqual([{ answer: 1 }]);
      return many;
    });
    for (const { value } of await Promise.all(reads)) expect(value).toMatchObject({ at: AT, values: { voltage: 1 } });
    await pool.end();
  });

  it('takes a metric by any name for a name', async () => {
    for (const metric of ["'", "\\'", "x') to program 'y'", '"', '$1', '']) {
      expect(await held.store.series({ ...query, metric }, 10)).toEqual([]);
    }
  });

  it('reads all there is between times beyond any that a reading has', async () => {
    const wide = { ...query, from: -1, to: Number.MAX_SAFE_INTEGER };
    expect(await held.store.series(wide, 10)).toEqual(there);
    expect((await held.store.page(wide, 10)).points).toEqual(there);
  });
});
