import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { postmasterOf } from './harness/processes.js';
import { ServerProcess } from './harness/server-process.js';

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
    const alive = pids.filter((pid) => isAlive(pid));
    expect(alive).toEqual([]);
    expect(await readdir(dataFolder)).not.toEqual(expect.arrayContaining(['run.json', 'control.sock']));
  });

  it('stops orderly although PostgreSQL has not answered yet', async () => {
    const server = await start();
    const { code, tookMs } = await server.stop('SIGINT');
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(5_000);
    expect(await postmasterOf(dataFolder)).toBeUndefined();
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

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
