import type { Clock } from '@fieldline/platform';
import { cpus, totalmem } from 'node:os';
import pg from 'pg';

/** What figures belong to. */
export interface Machine {
  readonly cores: number;
  readonly memoryMb: number;
  readonly node: string;
  /** RFC 3339. */
  readonly date: string;
}

export interface DatabaseSettings {
  readonly fsync: string;
  readonly synchronousCommit: string;
}

export function machineOf(clock: Clock): Machine {
  return {
    cores: cpus().length,
    memoryMb: Math.round(totalmem() / 1024 / 1024),
    node: process.version,
    date: new Date(clock.now()).toISOString(),
  };
}

export async function databaseSettings(url: string): Promise<DatabaseSettings> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query<{ fsync: string; commit: string }>(
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit`,
    );
    return { fsync: found.rows[0]?.fsync ?? '?', synchronousCommit: found.rows[0]?.commit ?? '?' };
  } finally {
    await client.end();
  }
}
