import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLogger, systemClock } from '@fieldline/platform';
import { createPool, EmbeddedPostgres, migrate, type Pool } from '@fieldline/relational';
import { REGISTRY_MIGRATIONS } from './registry-migrations.js';

export interface TestDatabase {
  readonly pool: Pool;
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** A real PostgreSQL with the registry's schema and nothing in it, for specs. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  const server = await EmbeddedPostgres.start({ folder, clock: systemClock, logger: createLogger('test', 'warn') });
  const pool = createPool(server.url, { applicationName: 'spec' });
  await migrate(pool, REGISTRY_MIGRATIONS);
  return {
    pool,
    url: server.url,
    close: async () => {
      await pool.end();
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}
