import type { PoolClient } from '@fieldline/relational';
import { COPY_COLUMNS } from './copy-encoder.js';
import { copyIn } from './copy-in.js';

/** Brings a batch into a table of the transaction's own. */
export async function stage(client: PoolClient, data: Buffer): Promise<void> {
  await client.query('create temp table if not exists reading_staging (like readings.reading) on commit delete rows');
  await copyIn(client, `copy pg_temp.reading_staging (${COPY_COLUMNS}) from stdin (format binary)`, data);
}

/**
 * Inserts what is new of the staged readings, the first of each instant; returns how many. In the order of the log: a small
 * row may lie on an earlier page than larger ones that were staged before it.
 */
export async function insertStaged(client: PoolClient): Promise<number> {
  const { rowCount } = await client.query(
    `insert into readings.reading (${COPY_COLUMNS})
     select ${COPY_COLUMNS} from pg_temp.reading_staging order by position on conflict do nothing`,
  );
  return rowCount ?? 0;
}
