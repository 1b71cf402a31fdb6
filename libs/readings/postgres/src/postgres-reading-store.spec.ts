import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLogger, systemClock } from '@fieldline/platform';
import { describeReadingStoreContract } from '@fieldline/readings/contract';
import { createPool, EmbeddedPostgres, migrate } from '@fieldline/relational';
import { PostgresReadingStore } from './postgres-reading-store.js';
import { READING_MIGRATIONS } from './reading-migrations.js';

describeReadingStoreContract('PostgreSQL', async (clock) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  const server = await EmbeddedPostgres.start({ folder, clock: systemClock, logger: createLogger('test', 'warn') });
  const pools = [createPool(server.url, { applicationName: 'contract' })];
  const openStore = (): PostgresReadingStore => {
    const pool = createPool(server.url, { applicationName: 'contract' });
    pools.push(pool);
    return new PostgresReadingStore({ pool, clock });
  };
  await migrate(pools[0] as (typeof pools)[0], READING_MIGRATIONS);
  return {
    store: openStore(),
    reopen: () => Promise.resolve(openStore()),
    close: async () => {
      await Promise.all(pools.map((pool) => pool.end()));
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
});
