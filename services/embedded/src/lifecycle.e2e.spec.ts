import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPool } from '@fieldline/relational';
import { registerDevices } from './harness/fixtures.js';
import { isAlive, postmasterOf } from './harness/processes.js';
import { ServerProcess } from './harness/server-process.js';
import { TestClient } from './harness/test-client.js';

const NOBODY = 65_534;
let folder: string;
let dataFolder: string;
let running: ServerProcess[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  await chmod(folder, 0o755);
  dataFolder = path.join(folder, 'data');
  running = [];
});

afterEach(async () => {
  for (const server of running) await server.kill('group').catch(() => undefined);
  await rm(folder, { recursive: true });
});

async function start(): Promise<ServerProcess> {
  const server = await ServerProcess.start({ dataFolder });
  running.push(server);
  return server;
}

async function refused(flags: readonly string[], data = dataFolder, uid?: number): Promise<string> {
  const server = ServerProcess.spawn({ dataFolder: data, flags, ...(uid === undefined ? {} : { uid }) });
  running.push(server);
  const { code } = await server.exited();
  expect(code).not.toBe(0);
  expect(server.stdout).toBe('');
  expect(await postmasterOf(data)).toBeUndefined();
  return server.stderr;
}

describe('the embedded server', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('stops within 5 s on %s and leaves no process', async (signal) => {
    const server = await start();
    await server.untilStoring();
    const pids = await server.pids();
    expect(pids.length).toBeGreaterThan(3);
    const { code, tookMs } = await server.stop(signal);
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(5_000);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(await readdir(dataFolder)).not.toEqual(expect.arrayContaining(['run.json', 'control.sock']));
  });

  it('stops orderly although PostgreSQL has not answered yet', async () => {
    const server = await start();
    const { code, tookMs } = await server.stop('SIGINT');
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(5_000);
    expect(await postmasterOf(dataFolder)).toBeUndefined();
  });

  it('does not wait for a stuck PostgreSQL at a second Ctrl-C, and takes its echo for no second one', async () => {
    const server = await start();
    await server.untilStoring();
    const pids = await server.pids();
    const postmaster = (await postmasterOf(dataFolder)) as number;
    process.kill(postmaster, 'SIGSTOP');
    server.child.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 100));
    server.child.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(server.child.exitCode).toBeNull();
    const { code, tookMs } = await server.stop('SIGINT');
    expect(code).toBe(130);
    expect(tookMs).toBeLessThan(1_000);
    process.kill(postmaster, 'SIGCONT');
    await expectGone(pids);
  });

  it('tells why and ends when its writer cannot go on', async () => {
    const server = await start();
    await server.untilStoring();
    const pids = await server.pids();
    const [target] = await registerDevices(server, ['pack-1']);
    const pool = createPool((await server.facts()).postgres.url, { applicationName: 'test' });
    await pool.query('drop table registry.receipt');
    await pool.end();
    const client = await TestClient.open(target as NonNullable<typeof target>);
    await client.publish({ voltage: 48 });
    const { code } = await server.exited();
    await client.close();
    expect(code).toBe(1);
    expect(server.stderr).toContain('relation "registry.receipt" does not exist');
    await expectGone(pids);
  });

  it('says in one line that a PostgreSQL on a new data folder cannot start, and ends', async () => {
    await mkdir(dataFolder);
    await writeFile(path.join(dataFolder, 'postgres'), '');
    const server = ServerProcess.spawn({ dataFolder });
    expect((await server.exited()).code).toBe(1);
    expect(server.stderr).toMatch(/^fieldline: .*postgres is not a folder\n$/);
  });

  it('answers a page that it does not have with a problem document', async () => {
    const { http } = await (await start()).facts();
    const url = `http://${http.host}:${http.port}`;
    while ((await fetch(`${url}/healthz`)).status !== 200) await new Promise((resolve) => setTimeout(resolve, 20));
    const answer = await fetch(`${url}/api/v1/nothing`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it('prints both times, its addresses and its data folder, and keys at the first start only', async () => {
    const server = await start();
    await server.untilStoring();
    await server.untilSaid('npx fieldline series');
    expect(server.stdout).toMatch(/first PUBACK possible in \d+ ms/);
    expect(server.stdout).toMatch(/first stored possible in \d+ ms/);
    expect(server.stdout).toContain(dataFolder);
    expect(server.stdout).toContain(await server.mqttUrl());
    expect(server.stdout).toMatch(/mqtt pub .* -P \S{20,}/);
    await server.stop();
    const again = await start();
    await again.untilStoring();
    expect(again.stdout).not.toContain('mqtt pub');
  });

  it('lets nobody else read what it keeps', async () => {
    await start();
    for (const secret of ['server.key', 'control.sock', 'run.json']) {
      expect((await stat(path.join(dataFolder, secret))).mode & 0o077).toBe(0);
    }
  });

  it('adopts the PostgreSQL that a kill -9 left alive', async () => {
    const server = await start();
    await server.untilStoring();
    const postmaster = await postmasterOf(dataFolder);
    await server.kill('process');
    const again = await start();
    await again.untilStoring();
    expect(await postmasterOf(dataFolder)).toBe(postmaster);
    await again.stop();
    expect(await postmasterOf(dataFolder)).toBeUndefined();
  });

  it('refuses a second start on the same data folder in one line', async () => {
    await start();
    const second = ServerProcess.spawn({ dataFolder });
    const { code } = await second.exited();
    expect([code, second.stderr]).toEqual([
      1,
      `fieldline: another server runs on the data folder ${dataFolder}; stop it, or choose --data\n`,
    ]);
  });

  it.each([
    ['--port', 'mqtt'],
    ['--ws-port', 'ws'],
    ['--http-port', 'http'],
    ['--metrics-port', 'metrics'],
  ])('says in one line that the port of %s is taken', async (flag, name) => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const stderr = await refused([`${flag}=${port}`]);
    taken.close();
    expect(stderr).toMatch(
      new RegExp(`^fieldline: port ${port} on 127\\.0\\.0\\.1 \\(${name}\\) is taken: set ${flag} to another\\n$`),
    );
  });

  it('says in one line that it may not write to its data folder', async () => {
    const uid = process.getuid?.() === 0 ? NOBODY : undefined;
    await mkdir(dataFolder, { mode: 0o555 });
    expect(await refused([], dataFolder, uid)).toMatch(
      /^fieldline: the data folder .* no permission to write there.*\n$/,
    );
  });

  it('says in one line that a file is where its data folder should be', async () => {
    await writeFile(dataFolder, '');
    expect(await refused([])).toMatch(/^fieldline: the data folder .* a file is in its way.*\n$/);
  });

  it('names a wrong flag, points to --help and exits 2', async () => {
    const server = ServerProcess.spawn({ dataFolder, flags: ['--prot=1'] });
    expect((await server.exited()).code).toBe(2);
    expect(server.stderr).toBe('fieldline: --prot is no flag; --help lists them all\n');
  });
});

async function expectGone(pids: readonly number[]): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (pids.some(isAlive) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(pids.filter(isAlive)).toEqual([]);
}
