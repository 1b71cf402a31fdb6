import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { OperatorError } from '@fieldline/platform';
import { ServerFixture } from './embedded/server-fixture.contract.js';
import { migrate, type Migrations } from './migrate.js';
import { createPool, type Pool } from './pool.js';

describe('migrate', () => {
  const fixture = new ServerFixture();
  const folders: string[] = [];
  let pool: Pool;
  let schemas = 0;

  beforeAll(async () => {
    const server = await fixture.start(await fixture.newFolder());
    pool = createPool(server.url, { applicationName: 'test' });
  }, 60_000);
  afterAll(async () => {
    await pool.end();
    await fixture.close();
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
  });

  const given = async (files: Readonly<Record<string, string>>): Promise<Migrations & { readonly path: string }> => {
    const folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
    folders.push(folder);
    for (const [name, sql] of Object.entries(files)) await writeFile(path.join(folder, name), sql);
    schemas++;
    return { schema: `own_${schemas}`, folder: pathToFileURL(folder), path: folder };
  };
  const refusal = async (migrations: Migrations): Promise<string> => {
    const error: unknown = await migrate(pool, migrations).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OperatorError);
    expect((error as Error).message).not.toContain('\n');
    return (error as Error).message;
  };

  const TWO = { '0001-first.sql': 'create table t (n integer);', '0002-second.sql': 'insert into t values (2);' };

  it('applies in order within its own schema, says what, and nothing the second time', async () => {
    const migrations = await given(TWO);
    expect(await migrate(pool, migrations)).toEqual([
      { id: 1, name: 'first' },
      { id: 2, name: 'second' },
    ]);
    expect(await migrate(pool, migrations)).toEqual([]);
    expect((await pool.query(`select n from ${migrations.schema}.t`)).rows).toEqual([{ n: 2 }]);
    await writeFile(path.join(migrations.path, '0003-third.sql'), 'insert into t values (3);');
    expect(await migrate(pool, migrations)).toEqual([{ id: 3, name: 'third' }]);
  });

  it('leaves the search path of the connection alone', async () => {
    await migrate(pool, await given(TWO));
    expect((await pool.query('show search_path')).rows).toEqual([{ search_path: '"$user", public' }]);
  });

  it('keeps what was before the one that fails, and goes on from there', async () => {
    const migrations = await given({ ...TWO, '0003-bad.sql': 'insert into t values (3); select broken;' });
    await expect(migrate(pool, migrations)).rejects.toThrow(/broken/);
    expect((await pool.query(`select n from ${migrations.schema}.t`)).rows).toEqual([{ n: 2 }]);
    await writeFile(path.join(migrations.path, '0003-bad.sql'), 'insert into t values (3);');
    expect(await migrate(pool, migrations)).toEqual([{ id: 3, name: 'bad' }]);
  });

  it('applies each once when several callers start at the same time', async () => {
    const migrations = await given(TWO);
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(pool, migrations)));
    expect(applied.flat()).toHaveLength(2);
  });

  it('takes a file with CRLF line ends for the same', async () => {
    const migrations = await given({ '0001-first.sql': 'create table t\n(n integer);\n' });
    await migrate(pool, migrations);
    await writeFile(path.join(migrations.path, '0001-first.sql'), 'create table t\r\n(n integer);\r\n');
    expect(await migrate(pool, migrations)).toEqual([]);
  });

  it('refuses a released file that was edited, by name', async () => {
    const migrations = await given(TWO);
    await migrate(pool, migrations);
    await writeFile(path.join(migrations.path, '0001-first.sql'), 'create table t (n bigint);');
    expect(await refusal(migrations)).toMatch(/0001-first was changed after it was applied/);
  });

  it('refuses a database that is ahead of the files', async () => {
    const migrations = await given(TWO);
    await migrate(pool, migrations);
    await unlink(path.join(migrations.path, '0002-second.sql'));
    expect(await refusal(migrations)).toMatch(/0002-second, which this version does not know/);
  });

  it.each([
    ['a gap', { '0001-a.sql': '', '0003-c.sql': '' }, /'0003-c.sql' is out of order: number 2/],
    ['a number twice', { '0001-a.sql': '', '0001-b.sql': '' }, /'0001-b.sql' is out of order: number 2/],
    ['a wrong name', { '1-a.sql': '' }, /'1-a.sql' must be named/],
  ])('refuses a folder with %s before it touches the database', async (_, files, message) => {
    const migrations = await given(files);
    expect(await refusal(migrations)).toMatch(message);
    const found = await pool.query('select 1 from pg_namespace where nspname = $1', [migrations.schema]);
    expect(found.rowCount).toBe(0);
  });
});
