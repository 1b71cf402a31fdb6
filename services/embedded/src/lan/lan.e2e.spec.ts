import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { adminOf } from '../harness/api-caller.js';
import { ServerProcess } from '../harness/server-process.js';
import { TestClient } from '../harness/test-client.js';
import { lanAddress } from './lan-address.js';

const host = lanAddress(networkInterfaces());

let folder: string;
let server: ServerProcess;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fieldline-lan-'));
  server = await start();
});

afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

async function start(): Promise<ServerProcess> {
  const started = await ServerProcess.start({ dataFolder: path.join(folder, 'data'), flags: ['--lan'] });
  await started.untilSaid(host === undefined ? 'has no address in a network' : 'waits for the first reading.');
  return started;
}

function keyOf({ stdout }: ServerProcess): string {
  return /^ {2}Enrolment key {2}([a-z2-7]{32}) /m.exec(stdout)?.[1] ?? '';
}

/** What can be shown depends on where this runs; a machine alone is told so, and serves itself. */
const describeWhere = host === undefined ? describeAlone : describeInNetwork;
describe('npm start -- --lan', describeWhere);

function describeAlone(): void {
  it('says that the machine is alone, and runs', async () => {
    const { http } = await server.facts();
    expect((await fetch(`http://127.0.0.1:${http.port}/readyz`)).status).toBe(200);
  });
}

function describeInNetwork(): void {
  it('lets a device and a phone in by the address it prints, and keeps metrics to the machine', async () => {
    const { addresses, http, metrics } = await server.facts();
    const mqtt = addresses.find(({ transport }) => transport === 'mqtt');
    expect(server.stdout).toContain(`Page           http://${host}:${http.port}`);
    expect(server.stdout).toContain('█▀▀▀▀▀█');
    expect((await fetch(`http://${host}:${http.port}/`)).status).toBe(200);
    await expect(fetch(`http://${host}:${metrics.port}/metrics`)).rejects.toThrow();
    const url = `mqtt://${host}:${mqtt?.port}`;
    const client = await TestClient.open({ url, externalId: 'my-esp32', username: 'enrol', password: keyOf(server) });
    await client.publish({ pm25: 4 });
    await client.close();
  });

  it('writes programs with address and key filled in, for the owner alone', async () => {
    for (const name of ['fieldline_device.ino', 'main.py', 'fieldline_device.py', 'fieldline-device.mjs']) {
      const file = path.join(folder, 'data', 'programs', name);
      const text = await readFile(file, 'utf8');
      expect(text).toContain(host);
      expect(text).toContain(keyOf(server));
      expect((await stat(file)).mode & 0o077).toBe(0);
    }
  });

  it('shows the same key at the next start, and another when that one was revoked', async () => {
    const first = keyOf(server);
    expect(first).not.toBe('');
    await server.stop();
    server = await start();
    expect(keyOf(server)).toBe(first);
    const { id } = JSON.parse(await readFile(path.join(folder, 'data', 'lan.json'), 'utf8')) as { id: string };
    const admin = await adminOf(server);
    expect((await admin.ask('DELETE', `/credentials/${id}`)).status).toBe(204);
    await server.stop();
    server = await start();
    expect(keyOf(server)).not.toBe(first);
  });
}
