import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { untilDrained } from './harness/audit.js';
import { enrolmentKey, registerDevices } from './harness/fixtures.js';
import { postmasterOf } from './harness/processes.js';
import { ServerProcess } from './harness/server-process.js';
import { TestClient } from './harness/test-client.js';

let folder: string;
let server: ServerProcess;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  server = await ServerProcess.start({ dataFolder: path.join(folder, 'data') });
  await server.untilStoring();
});

afterEach(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

interface Series {
  readonly unit: string;
  readonly points: readonly (readonly [number, number])[];
}

async function voltage(device: string): Promise<Series> {
  const target = `/api/v1/devices/${device}/series?metric=voltage`;
  return (await server.control<{ series: readonly [Series] }>('GET', target)).series[0];
}

describe('a reading', () => {
  it('of an unknown device with an enrolment key is registered, acknowledged and readable', async () => {
    const target = { url: await server.mqttUrl(), externalId: 'new-1', username: 'enrol' };
    const client = await TestClient.open({ ...target, password: await enrolmentKey(server) });
    const ts = Date.now();
    await client.publish({ ts, seq: 1, values: { voltage: 51.25, current: -3 } });
    await client.close();
    await untilDrained(server, 10_000);
    expect(await voltage('new-1')).toMatchObject({ unit: 'V', points: [[ts, 51.25]] });
  });

  it('is acknowledged while PostgreSQL is dead, and stored when it is back', async () => {
    const [target] = await registerDevices(server, ['pack-1']);
    const client = await TestClient.open(target as NonNullable<typeof target>);
    process.kill((await postmasterOf(server.dataFolder)) as number, 'SIGKILL');
    const from = Date.now();
    for (let seq = 1; seq <= 20; seq += 1) await client.publish({ ts: from + seq, seq, values: { voltage: 48 } });
    const { http } = await server.facts();
    expect((await fetch(`http://${http.host}:${http.port}/readyz`)).status).toBe(200);
    await client.close();
    await untilDrained(server, 60_000);
    expect((await voltage('pack-1')).points).toHaveLength(20);
  }, 90_000);

  it('is accepted from a known device by a restarted server before PostgreSQL answers', async () => {
    const [target] = await registerDevices(server, ['pack-2']);
    await server.stop();
    server = await ServerProcess.start({ dataFolder: server.dataFolder });
    const client = await TestClient.open({ ...(target as NonNullable<typeof target>), url: await server.mqttUrl() });
    await client.publish({ ts: Date.now(), seq: 1, values: { voltage: 47 } });
    await client.close();
    await server.untilStoring();
    await untilDrained(server, 10_000);
    expect((await voltage('pack-2')).points).toHaveLength(1);
  });
});
