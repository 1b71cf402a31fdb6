import { OperatorError } from '@fieldline/platform';
import { readMigrationFiles, type MigrationFile } from './migration-files.js';
import type { Pool, PoolClient } from './pool.js';
import { withClient } from './transaction.js';

export interface Migrations {
  /** Made when missing; also holds the history table `schema_migration`. */
  readonly schema: string;
  /** Holds `NNNN-name.sql`, numbered from 0001 without gaps. */
  readonly folder: URL;
}

export interface AppliedMigration {
  readonly id: number;
  readonly name: string;
}

/** First key of the advisory lock; the second is the schema. Any number of this program's own does. */
const LOCK_SPACE = 0x666c_6d67;

/**
 * Brings a schema to the newest of its migrations, each in a transaction of its own and with the schema as search path,
 * under a lock that makes a second caller wait. Returns what was applied now. Throws OperatorError when a released file
 * was edited, a number is missing or out of order, or the database is ahead of this program.
 */
export async function migrate(pool: Pool, { schema, folder }: Migrations): Promise<readonly AppliedMigration[]> {
  const files = await readMigrationFiles(folder);
  return withClient(pool, async (client) => {
    const lock = [LOCK_SPACE, schema];
    await client.query('select pg_advisory_lock($1, hashtext($2))', lock);
    try {
      await createHistory(client, schema);
      const pending = files.slice(await checkHistory(client, schema, files));
      for (const file of pending) await apply(client, schema, file);
      return pending.map(({ id, name }) => ({ id, name }));
    } finally {
      await client.query('rollback');
      await client.query('select pg_advisory_unlock($1, hashtext($2))', lock);
    }
  });
}

async function createHistory(client: PoolClient, schema: string): Promise<void> {
  const name = client.escapeIdentifier(schema);
  await client.query(`create schema if not exists ${name}`);
  await client.query(`
    create table if not exists ${name}.schema_migration (
      id integer primary key,
      name text not null,
      sha256 text not null,
      applied_at timestamptz not null default now()
    )`);
}

/** How many of the files are applied. */
async function checkHistory(client: PoolClient, schema: string, files: readonly MigrationFile[]): Promise<number> {
  const history = await client.query<{ id: number; name: string; sha256: string }>(
    `select id, name, sha256 from ${client.escapeIdentifier(schema)}.schema_migration order by id`,
  );
  history.rows.forEach((row, index) => {
    const file = files[index];
    const label = `${schema} ${String(row.id).padStart(4, '0')}-${row.name}`;
    if (row.id !== index + 1) {
      throw new OperatorError(`the history of schema ${schema} lacks migration ${index + 1}; restore it from a backup`);
    }
    if (file === undefined) {
      throw new OperatorError(
        `the database has migration ${label}, which this version does not know; use a newer version`,
      );
    }
    if (file.sha256 !== row.sha256 || file.name !== row.name) {
      throw new OperatorError(
        `migration ${label} was changed after it was applied; restore the file as it was released`,
      );
    }
  });
  return history.rows.length;
}

async function apply(client: PoolClient, schema: string, file: MigrationFile): Promise<void> {
  const name = client.escapeIdentifier(schema);
  await client.query('begin');
  await client.query(`set local search_path to ${name}`);
  await client.query(file.sql);
  await client.query(`insert into ${name}.schema_migration (id, name, sha256) values ($1, $2, $3)`, [
    file.id,
    file.name,
    file.sha256,
  ]);
  await client.query('commit');
}
