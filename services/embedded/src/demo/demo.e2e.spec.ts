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
  readonly duplicate: number;
  readonly superseded: number;
  readonly expired: number;
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
const ledger = (externalId: string) => server.control<Ledger>('GET', `/api/v1/devices/${externalId}/ledger`);

/** Seconds between the oldest and the newest stored reading. */
async function storedSpan(): Promise<number> {
  const pool = createPool((await server.facts()).postgres.url, { applicationName: 'demo', max: 1 });
  const { rows } = await pool.query<{ span: string }>(
    'select extract(epoch from max(measured_at) - min(measured_at)) as span from readings.reading',
  );
  await pool.end();
  return Number(rows[0]?.span);
}

const deviceOf = (externalId: string) =>
  server.control<{ readonly site: string; readonly profile: { readonly id: string } }>(
    'GET',
    `/api/v1/devices/${externalId}`,
  );
const pause = () => new Promise((resolve) => setTimeout(resolve, 200));

describe('the demo', () => {
  it('lets every sample fleet live through the last day, also when the first start is interrupted, and goes on after a restart', async () => {
    const devices = chooseDevices(allPacks, 1).map(({ device }) => device);
    expect(devices.length).toBeGreaterThan(30);
    const { externalId } = devices[0] as { externalId: string };
    server = await start();
    await server.untilSaid('Their last 24 hours come first');
    while ((await ledger(externalId)).received === 0) await pause();
    await server.stop('SIGINT');
    expect(server.stdout).not.toContain('are acknowledged');

    server = await start();
    await server.untilSaid('of the last 24 hours are acknowledged');
    await untilDrained(server, DRAIN_MS);
    for (const { externalId, intervalSeconds } of devices) {
      const { refused, refusedValues, clockUnsynced, superseded, ...counted } = await ledger(externalId);
      expect([externalId, refused, refusedValues, clockUnsynced, superseded]).toEqual([externalId, 0, 0, 0, 0]);
      // what came before the interruption comes again, and is the same
      expect(counted.stored + counted.expired + counted.duplicate).toBe(counted.received);
      expect(counted.stored + counted.expired).toBeGreaterThanOrEqual(Math.floor(DAY_SECONDS / intervalSeconds));
      expect(counted.stored).toBeGreaterThan(0.99 * Math.floor(DAY_SECONDS / intervalSeconds));
    }
    expect((await ledger(externalId)).duplicate).toBeGreaterThan(0);
    expect(await storedSpan()).toBeGreaterThan(0.99 * DAY_SECONDS);

    const before = await ledger(externalId);
    const pids = await server.pids();
    expect((await server.stop('SIGINT')).code).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
    server = await start();
    await server.untilSaid('send through MQTT');
    expect(server.stdout).not.toContain('come first');
    while ((await ledger(externalId)).stored <= before.stored) await pause();
  }, 240_000);

  it('stays away from a device of somebody’s own, says so, and changes nothing', async () => {
    server = await ServerProcess.start({ dataFolder: path.join(folder, 'data') });
    await server.untilStoring();
    await server.control('PUT', '/api/v1/devices/pack-0001', { site: 'Home', profile: 'battery-cell' });
    const own = await deviceOf('pack-0001');
    await server.stop();
    server = await start();
    await server.untilSaid("'pack-0001' is battery-cell at 'Home', not battery-pack at");
    expect(server.stdout).toMatch(/stay away: .*another data folder/);
    expect(await deviceOf('pack-0001')).toEqual(own);
    expect(await server.control('GET', '/api/v1/devices')).toMatchObject({ total: 1 });
  }, 120_000);
});
