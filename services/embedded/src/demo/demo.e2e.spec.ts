import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { allPacks } from '@fieldline/domains';
import { createPool } from '@fieldline/relational';
import { chooseDevices } from '@fieldline/simulator';
import { untilDrained } from '../harness/audit.js';
import { isAlive } from '../harness/processes.js';
import { ServerProcess } from '../harness/server-process.js';

const DRAIN_MS = 120_000;
const DAY_SECONDS = 86_400;

interface Ledger {
  readonly received: number;
  readonly stored: number;
  readonly refused: number;
  readonly refusedValues: number;
  readonly clockUnsynced: number;
}

let folder: string;
let server: ServerProcess;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
});

afterEach(async () => {
  await server.kill('group');
  await rm(folder, { recursive: true });
});

const start = () => ServerProcess.start({ dataFolder: path.join(folder, 'data'), flags: ['--demo'] });
const ledger = (externalId: string) => server.control<Ledger>('GET', `/v1/devices/${externalId}/ledger`);

/** Seconds between the oldest and the newest stored reading. */
async function storedSpan(): Promise<number> {
  const pool = createPool((await server.facts()).postgres.url, { applicationName: 'demo', max: 1 });
  const { rows } = await pool.query<{ span: string }>(
    'select extract(epoch from max(measured_at) - min(measured_at)) as span from readings.reading',
  );
  await pool.end();
  return Number(rows[0]?.span);
}

describe('the demo', () => {
  it('lets every sample fleet live through the last day, each value within its profile, and goes on after a restart', async () => {
    server = await start();
    await server.untilSaid('of the last 24 hours are acknowledged');
    await untilDrained(server, DRAIN_MS);
    const devices = chooseDevices(allPacks, 1).map(({ device }) => device);
    expect(devices.length).toBeGreaterThan(30);
    for (const { externalId, intervalSeconds } of devices) {
      const { received, refused, refusedValues, clockUnsynced, stored } = await ledger(externalId);
      expect([externalId, refused, refusedValues, clockUnsynced]).toEqual([externalId, 0, 0, 0]);
      expect(received).toBeGreaterThanOrEqual(Math.floor(DAY_SECONDS / intervalSeconds));
      expect(stored).toBeGreaterThan(0.99 * received);
    }
    expect(await storedSpan()).toBeGreaterThan(0.99 * DAY_SECONDS);

    const { externalId } = devices[0] as { externalId: string };
    const before = await ledger(externalId);
    const pids = await server.pids();
    expect((await server.stop('SIGINT')).code).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
    server = await start();
    await server.untilSaid('send through MQTT');
    expect(server.stdout).not.toContain('come first');
    while ((await ledger(externalId)).stored <= before.stored) await new Promise((resolve) => setTimeout(resolve, 200));
  }, 240_000);
});
