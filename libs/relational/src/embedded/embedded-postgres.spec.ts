import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import path from 'node:path';
import pg from 'pg';
import { OperatorError } from '@fieldline/platform';
import { createPool } from '../pool.js';
import { gone, ServerFixture } from './server-fixture.contract.js';

async function ask<T>(url: string, sql: string): Promise<T | undefined> {
  const pool = createPool(url, { applicationName: 'test', max: 1 });
  try {
    return Object.values((await pool.query<Record<string, T>>(sql)).rows[0] ?? {})[0];
  } finally {
    await pool.end();
  }
}

describe('EmbeddedPostgres', () => {
  const fixture = new ServerFixture();
  afterAll(() => fixture.close(), 60_000);

  it('makes a durable cluster, stops cleanly, and has everything again on the same port at the next start', async () => {
    const folder = await fixture.newFolder();
    const first = await fixture.start(folder);
    await ask(first.url, 'create table t as select 42 as answer');
    expect(await ask(first.url, 'show fsync')).toBe('on');
    expect(await ask(first.url, 'show synchronous_commit')).toBe('on');
    expect(await ask(first.url, 'show full_page_writes')).toBe('on');
    expect(await ask(first.url, 'show data_checksums')).toBe('on');
    await first.stop();
    expect(first.isAlive()).toBe(false);
    const second = await fixture.start(folder);
    expect(second.url).toBe(first.url);
    expect(second.adopted).toBe(false);
    expect(await ask(second.url, 'select answer from t')).toBe(42);
  }, 60_000);

  it('listens on 127.0.0.1 only and lets nobody in without its password, which nobody else can read', async () => {
    const folder = await fixture.newFolder();
    const { url } = await fixture.start(folder);
    expect(await ask(url, 'show listen_addresses')).toBe('127.0.0.1');
    expect(await ask(url, 'show unix_socket_directories')).toBe('');
    const open = new pg.Client({ connectionString: url.replace(/:[0-9a-f]{48}@/, ':guess@') });
    await expect(open.connect()).rejects.toMatchObject({ code: '28P01' });
    expect(await ask(url, `select count(*)::int from pg_hba_file_rules where auth_method <> 'scram-sha-256'`)).toBe(0);
    expect((await stat(path.join(folder, 'password'))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  }, 60_000);

  it('adopts the server left alive by a parent that was killed', async () => {
    const folder = await fixture.newFolder();
    const { parent, pid, url } = await fixture.startInChild(folder);
    await ask(url, 'create table t as select 1 as kept');
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    const adopted = await fixture.start(folder);
    expect(adopted).toMatchObject({ pid, url, adopted: true });
    expect(adopted.isAlive()).toBe(true);
    expect(await ask(adopted.url, 'select kept from t')).toBe(1);
    await adopted.stop();
    expect(adopted.isAlive()).toBe(false);
    await gone(pid);
  }, 60_000);

  it('recovers what was committed after parent and server were killed', async () => {
    const folder = await fixture.newFolder();
    const { parent, pid, url } = await fixture.startInChild(folder);
    await ask(url, 'create table t as select generate_series(1, 1000) as n');
    parent.kill('SIGKILL');
    process.kill(-pid, 'SIGKILL');
    await once(parent, 'exit');
    const restarted = await fixture.start(folder);
    expect(restarted.adopted).toBe(false);
    expect(await ask(restarted.url, 'select count(*)::int from t')).toBe(1000);
    expect(await readFile(path.join(folder, 'postgres.log'), 'utf8')).toMatch(/was not properly shut down/);
  }, 60_000);

  it('recovers although only the postmaster was killed and its children may still be ending', async () => {
    const folder = await fixture.newFolder();
    const first = await fixture.start(folder);
    process.kill(first.pid, 'SIGKILL');
    await gone(first.pid);
    expect(first.isAlive()).toBe(false);
    await first.stop();
    const second = await fixture.start(folder);
    expect(await ask(second.url, 'select 1')).toBe(1);
  }, 60_000);

  it('does not take a stranger with the number in postmaster.pid for its server', async () => {
    const folder = await fixture.newFolder();
    const first = await fixture.start(folder);
    await first.stop();
    const mark = `${process.pid}\n${folder}/cluster\n1\n1\n\n127.0.0.1\n\nready\n`;
    await writeFile(path.join(folder, 'cluster', 'postmaster.pid'), mark);
    const second = await fixture.start(folder);
    expect(second.adopted).toBe(false);
    expect(await ask(second.url, 'select 1')).toBe(1);
  }, 60_000);

  it('leaves no server behind when its process ends without stopping it', async () => {
    const pid = await fixture.startAndLeave(await fixture.newFolder());
    await gone(pid);
  }, 60_000);

  it('leads a process group of its own, so that Ctrl-C does not reach it', async () => {
    const { pid } = await fixture.start(await fixture.newFolder());
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ');
    expect(Number(fields?.[2])).toBe(pid);
  }, 60_000);

  it('refuses a folder that a running process has, this one or another', async () => {
    const [mine, theirs] = [await fixture.newFolder(), await fixture.newFolder()];
    const server = await fixture.start(mine);
    await expect(fixture.start(mine)).rejects.toThrow(new RegExp(`in use by process ${process.pid}`));
    expect(server.isAlive()).toBe(true);
    const { parent, url } = await fixture.startInChild(theirs);
    await expect(fixture.start(theirs)).rejects.toThrow(new RegExp(`in use by process ${parent.pid}`));
    expect(await ask(url, 'select 1')).toBe(1);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await (await fixture.start(theirs)).stop();
  }, 60_000);

  it('lets exactly one of two starts at the same time have the folder', async () => {
    const folder = await fixture.newFolder();
    const results = await Promise.allSettled([fixture.start(folder), fixture.start(folder)]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  }, 60_000);

  it('is not disturbed by a second start while it makes its cluster, nor by what a cut-off start left', async () => {
    const folder = await fixture.newFolder();
    await mkdir(path.join(folder, 'cluster.unfinished', 'half'), { recursive: true });
    const first = fixture.start(folder);
    const unfinished = path.join(folder, 'cluster.unfinished', 'base');
    while ((await stat(unfinished).catch(() => undefined)) === undefined) await new Promise(setImmediate);
    await expect(fixture.start(folder)).rejects.toThrow(/in use/);
    expect(await ask((await first).url, 'select 1')).toBe(1);
  }, 60_000);

  it('says in one line what an operator can mend', async () => {
    const folder = await fixture.newFolder();
    await (await fixture.start(folder)).stop();
    const version = path.join(folder, 'cluster', 'PG_VERSION');
    await writeFile(version, '17\n');
    await expect(fixture.start(folder)).rejects.toThrow(/was made by PostgreSQL 17, this is PostgreSQL 18/);
    await writeFile(version, '18\n');
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { readonly port: number };
    const error: unknown = await fixture.start(folder, { port }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OperatorError);
    expect((error as Error).message).toMatch(new RegExp(`^port ${port} .*$`));
    await writeFile(path.join(folder, 'port'), String(port));
    const elsewhere = await fixture.start(folder);
    expect(elsewhere.url).not.toContain(`:${port}/`);
    other.close();
    await writeFile(`${folder}-file`, '');
    await expect(fixture.start(`${folder}-file`)).rejects.toThrow(/is not a folder/);
    await expect(
      fixture.start(folder.replace('/postgres', '') + '/a', { settings: { nonsense: '1' } }),
    ).rejects.toThrow(/did not start .* unrecognized configuration parameter "nonsense"/);
  }, 60_000);
});
