import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLogger, systemClock } from '@fieldline/platform';
import { createPool, EmbeddedPostgres, migrate, type Pool } from '@fieldline/relational';
import { IDENTITY_MIGRATIONS } from './identity-migrations.js';

export interface TestDatabase {
  readonly pool: Pool;
  readonly close: () => Promise<void>;
}

/** A real PostgreSQL with the schema identity and nothing in it, for specs. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  const server = await EmbeddedPostgres.start({ folder, clock: systemClock, logger: createLogger('test', 'warn') });
  const pool = createPool(server.url, { applicationName: 'spec' });
  await migrate(pool, IDENTITY_MIGRATIONS);
  return {
    pool,
    close: async () => {
      await pool.end();
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}
