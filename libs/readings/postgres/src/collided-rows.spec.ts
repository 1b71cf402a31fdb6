import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLogger, systemClock } from '@fieldline/platform';
import type { ReadingToStore } from '@fieldline/readings';
import { createPool, EmbeddedPostgres, migrate, type Pool } from '@fieldline/relational';
import { PostgresReadingStore } from './postgres-reading-store.js';
import { READING_MIGRATIONS } from './reading-migrations.js';

const FAST = '01J0000000000000000000000A';
const SLOW = '01J0000000000000000000000B';
const MONTHS = 48;
const MANY = 5_000;

/** One of a recording: at ten a second, or one a month through years. */
function reading(deviceId: string, measuredAt: number, change: Partial<ReadingToStore> = {}): ReadingToStore {
  return {
    tenantId: 'default',
    deviceId,
    lifetime: 'history',
    measuredAt,
    receivedAt: measuredAt,
    position: 1,
    identity: 1n,
    quality: 'good',
    valuesJson: '{"voltage":1}',
    ...change,
  };
}

const START = Date.UTC(2013, 0, 1);
const fast = Array.from({ length: MANY }, (_, i) => reading(FAST, START + i * 100));
const slow = Array.from({ length: MONTHS }, (_, i) => reading(SLOW, Date.UTC(2013, i, 15)));

describe('readings that come again through years of partitions', () => {
  let folder: string;
  let server: EmbeddedPostgres;
  let pool: Pool;
  let store: PostgresReadingStore;

  beforeAll(async () => {
    const logger = createLogger('test', 'silent');
    folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
    server = await EmbeddedPostgres.start({ folder, clock: systemClock, logger });
    // one connection, so that it can be told to publish its statistics
    pool = createPool(server.url, { applicationName: 'test', logger, max: 1 });
    await migrate(pool, READING_MIGRATIONS);
    store = new PostgresReadingStore({ pool, clock: systemClock });
    // nothing analyses what was just loaded
    await store.write([...fast, ...slow]);
  }, 60_000);
  afterAll(async () => {
    await pool.end();
    await server.stop();
    await rm(folder, { recursive: true });
  });

  /** Rows that the server has looked at so far, through an index or not. */
  async function rowsRead(): Promise<number> {
    await pool.query('select pg_stat_force_next_flush()');
    const { rows } = await pool.query<{ read: number }>(
      `select sum(seq_tup_read + idx_tup_fetch)::int as read from pg_stat_user_tables where relname like 'reading_history%'`,
    );
    return rows[0]?.read ?? -1;
  }

  it('are compared with their own rows alone, whatever the planner thinks of tables without statistics', async () => {
    const again = [...fast.slice(0, 400), ...slow].map((one) => ({ ...one, position: 2, receivedAt: 0 }));
    const before = await rowsRead();
    const outcomes = await store.write(again);
    expect(new Set(outcomes)).toEqual(new Set(['duplicate']));
    expect((await rowsRead()) - before).toBeLessThanOrEqual(3 * again.length);
  });

  it('are corrected row by row alone too', async () => {
    const changed = { position: 3, identity: 3n, valuesJson: '{"voltage":2}' };
    const corrections = [...fast.slice(0, 400), ...slow].map((one) => ({ ...one, ...changed }));
    const before = await rowsRead();
    expect(new Set(await store.write(corrections))).toEqual(new Set(['superseded']));
    expect((await rowsRead()) - before).toBeLessThanOrEqual(4 * corrections.length);
    const { rows } = await pool.query(
      `select "values"->>'voltage' as voltage, tenant_id, identity::int, position::int, count(*)::int
       from readings.reading group by 1, 2, 3, 4 order by 1`,
    );
    expect(rows).toEqual([
      { voltage: '1', tenant_id: 'default', identity: 1, position: 1, count: MANY - 400 },
      { voltage: '2', tenant_id: 'default', identity: 1, position: 3, count: 400 + MONTHS },
    ]);
  });
});
