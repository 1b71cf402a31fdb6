import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLogger, RetriableError, systemClock } from '@fieldline/platform';
import type { ReadingToStore } from '@fieldline/readings';
import { createPool, EmbeddedPostgres, migrate, type Pool } from '@fieldline/relational';
import { PostgresReadingStore } from './postgres-reading-store.js';
import { READING_MIGRATIONS } from './reading-migrations.js';

const DEVICE = '01J0000000000000000000000A';

describe('PostgresReadingStore on a server of its own', () => {
  const logger = createLogger('test', 'silent');
  let folder: string;
  let server: EmbeddedPostgres;
  let pool: Pool;
  let store: PostgresReadingStore;

  const start = async (): Promise<void> => {
    server = await EmbeddedPostgres.start({ folder, clock: systemClock, logger });
    pool = createPool(server.url, { applicationName: 'test', logger });
    store = new PostgresReadingStore({ pool, clock: systemClock });
  };
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
    await start();
    await migrate(pool, READING_MIGRATIONS);
  }, 60_000);
  afterAll(async () => {
    await pool.end();
    await server.stop();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => pool.query('truncate readings.reading'));

  const now = systemClock.now();
  const batchOf = (size: number, position = 0): readonly ReadingToStore[] =>
    Array.from({ length: size }, (_, i) => ({
      tenantId: 'default',
      deviceId: DEVICE,
      lifetime: 'raw-30d',
      measuredAt: now - i * 1_000,
      receivedAt: now,
      position: position + i + 1,
      identity: BigInt(position + i),
      quality: 'good',
      valuesJson: `{"voltage":${position + i}}`,
    }));
  const count = async (): Promise<number> =>
    (await pool.query<{ count: number }>('select count(*)::int from readings.reading')).rows[0]?.count ?? -1;

  it('takes the readings of a batch in their order, wherever their sizes have them lie meanwhile', async () => {
    const half = 750;
    // what is too large for the rest of a page leaves it to what is small and comes later
    const size = fc.constantFrom(100, 100, 100, 350, 700, 1_500);
    const sizes = fc.array(size, { minLength: 2 * half, maxLength: 2 * half });
    for (const [batch, lengths] of fc.sample(sizes, { numRuns: 12, seed: 7 }).entries()) {
      const readings = lengths.map((length, i): ReadingToStore => ({
        ...(batchOf(1, batch * 10_000 + i)[0] as ReadingToStore),
        measuredAt: now - batch * 1_000_000 - (i % half) * 1_000,
        valuesJson: JSON.stringify({ voltage: i, note: 'x'.repeat(length) }),
      }));
      const outcomes = await store.write(readings);
      expect(outcomes).toEqual(readings.map((_, i) => (i < half ? 'stored' : 'superseded')));
    }
  });

  it('stores batches that overlap in time, each with outcomes of its own', async () => {
    const batches = Array.from({ length: 8 }, (_, i) =>
      batchOf(400, i * 10_000).map((reading, j) => ({ ...reading, measuredAt: now - (i * 400 + j) })),
    );
    const outcomes = await Promise.all(batches.map((batch) => store.write(batch)));
    expect(new Set(outcomes.flat())).toEqual(new Set(['stored']));
    expect(await count()).toBe(3_200);
  });

  it('resolves two writers who meet at the same instants', async () => {
    const other = new PostgresReadingStore({ pool, clock: systemClock });
    const [first, second] = [batchOf(300), batchOf(300, 1_000)];
    const outcomes = await Promise.all([store.write(first), other.write(second)]);
    expect(outcomes[0]).toHaveLength(300);
    expect(await count()).toBe(300);
    const query = { tenantId: 'default', deviceId: DEVICE, metric: 'voltage', from: 0, to: now + 1 };
    const { points } = await store.page(query, 1_000);
    expect(points.map((point) => point.value).sort()).toEqual(second.map((_, i) => 1_000 + i).sort());
    expect(await store.write(first)).toEqual(outcomes[0]);
    expect(await store.write(second)).toEqual(outcomes[1]);
  });

  it('makes a partition anew that was dropped behind its back', async () => {
    await store.write(batchOf(1));
    await pool.query(
      `drop table readings.reading_raw_30d_${new Date(now).toISOString().slice(0, 10).replaceAll('-', '')}`,
    );
    await expect(store.write(batchOf(1))).rejects.toBeInstanceOf(RetriableError);
    expect(await store.write(batchOf(1))).toEqual(['stored']);
  });

  it('rejects retriably while the server is killed in the middle, and gives the same outcomes after it came back', async () => {
    await store.write(batchOf(1));
    const batch = batchOf(20_000);
    const cut = store.write(batch).catch((error: unknown) => error);
    process.kill(-server.pid, 'SIGKILL');
    const result = await cut;
    if (!Array.isArray(result)) expect(result).toBeInstanceOf(RetriableError);
    await expect(store.write(batch)).rejects.toBeInstanceOf(RetriableError);
    await expect(store.latest('default', [DEVICE])).rejects.toBeInstanceOf(RetriableError);
    await pool.end();
    await server.stop();
    await start();
    expect(new Set(await store.write(batch))).toEqual(new Set(['stored']));
    expect(await count()).toBe(20_000);
  }, 60_000);
});
