import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLogger, RetriableError, systemClock } from '@fieldline/platform';
import { createPool, EmbeddedPostgres, migrate, type Pool } from '@fieldline/relational';
import { PostgresReadingStore } from './postgres-reading-store.js';
import { READING_MIGRATIONS } from './reading-migrations.js';

const DEVICE = '01J0000000000000000000000A';
const AT = Date.UTC(2026, 5, 15);
const query = { tenantId: 'default', deviceId: DEVICE, metric: 'voltage', from: AT, to: AT + 1_000 };

describe('a series that is cut off', () => {
  let folder: string;
  let server: EmbeddedPostgres;
  let pool: Pool;
  let other: Pool;
  let store: PostgresReadingStore;

  beforeAll(async () => {
    const logger = createLogger('test', 'silent');
    folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
    server = await EmbeddedPostgres.start({ folder, clock: systemClock, logger });
    // one connection: whatever keeps it stops all that follows
    pool = createPool(server.url, { applicationName: 'series', logger, max: 1 });
    other = createPool(server.url, { applicationName: 'other', logger });
    await migrate(other, READING_MIGRATIONS);
    store = new PostgresReadingStore({ pool, clock: systemClock });
    const given = { position: 1, identity: 1n, quality: 'good', valuesJson: '{"voltage":1}' } as const;
    const { tenantId, deviceId } = query;
    await store.write([{ tenantId, deviceId, lifetime: 'history', measuredAt: AT, receivedAt: AT, ...given }]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([pool.end(), other.end()]);
    await server.stop();
    await rm(folder, { recursive: true });
  });

  /** Runs `act` with the server process that reads, held up by a lock. */
  async function whileReading(act: (pid: number) => Promise<unknown>): Promise<unknown> {
    const client = await other.connect();
    try {
      await client.query('begin; lock table readings.reading in access exclusive mode');
      const outcome = store.series(query, 10).catch((error: unknown) => error);
      let pid: number | undefined;
      while (pid === undefined) {
        const { rows } = await other.query<{ pid: number }>(
          `select pid from pg_stat_activity where application_name = 'series' and wait_event_type = 'Lock'`,
        );
        pid = rows[0]?.pid;
      }
      await act(pid);
      return await outcome;
    } finally {
      await client.query('rollback');
      client.release();
    }
  }

  it.each(['pg_terminate_backend', 'pg_cancel_backend'])(
    'by %s rejects and leaves its connection usable',
    async (kill) => {
      const outcome = await whileReading((pid) => other.query(`select ${kill}(${pid})`));
      expect(outcome).toBeInstanceOf(Error);
      if (kill === 'pg_terminate_backend') expect(outcome).toBeInstanceOf(RetriableError);
      expect(await store.series(query, 10)).toEqual([{ at: AT, value: 1 }]);
    },
  );

  it('takes a metric by any name for a name', async () => {
    for (const metric of ["'", "\\'", "x') to program 'y'", '"', '$1', '']) {
      expect(await store.series({ ...query, metric }, 10)).toEqual([]);
    }
  });

  it('reads all there is between times beyond any that a reading has', async () => {
    const wide = { ...query, from: -1, to: Number.MAX_SAFE_INTEGER };
    expect(await store.series(wide, 10)).toEqual([{ at: AT, value: 1 }]);
    expect((await store.page(wide, 10)).points).toHaveLength(1);
  });
});
