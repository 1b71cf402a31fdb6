import pg from 'pg';
import { createLogger, type Logger } from '@fieldline/platform';

export type Pool = pg.Pool;
export type PoolClient = pg.PoolClient;

export interface PoolOptions {
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  /** Connections at most; 10 unless given. */
  readonly max?: number;
  /** Where errors of idle connections go; a logger of its own on standard error unless given. */
  readonly logger?: Logger;
}

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * A pool of connections. An idle connection that breaks is logged and replaced at the next use. `bigint` columns arrive
 * as strings, as the driver gives them.
 */
export function createPool(url: string, options: PoolOptions): Pool {
  const logger = options.logger ?? createLogger('relational', 'warn');
  const pool = new pg.Pool({
    connectionString: url,
    application_name: options.applicationName,
    max: options.max ?? 10,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  });
  // A connection may break between being handed out and its user listening; its next query rejects with the same cause.
  pool.on('connect', (client) =>
    client.on('error', (error) => logger.debug({ reason: error.message }, 'a database connection broke')),
  );
  pool.on('error', (error: Error & { readonly code?: string }) => {
    // Its parts only: the driver hangs the whole connection on its errors.
    if (!pool.ending) logger.warn({ code: error.code, reason: error.message }, 'an idle database connection broke');
  });
  return pool;
}
