import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '@fieldline/platform';
import { connectAsync } from 'mqtt';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BenchServer } from '../bench/bench-server.js';
import { LocalServer, type DeviceLedger } from '../control/local-server.js';
import { runBinary } from '../run-binary.contract.js';
import { until } from './killable-server.contract.js';
import { storedRows } from './stored-rows.contract.js';

const HEADER = 'No,year,month,day,hour,PM2.5,PM10,SO2,NO2,CO,O3,TEMP,PRES,DEWP,RAIN,wd,WSPM,station';
const DAY_MS = 86_400_000;
const SLOW = 120_000;

describe('backfill', () => {
  let server: BenchServer;
  let api: LocalServer;
  let folder: string;

  beforeAll(async () => {
    server = await BenchServer.start(systemClock, process.env);
    api = new LocalServer(server.dataFolder);
    await api.ensureSite({ name: 'Works', timeZone: 'Europe/Berlin', currency: 'EUR' });
    folder = await mkdtemp(path.join(tmpdir(), 'fieldline-backfill-'));
  }, SLOW);
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  }, SLOW);

  /** Sends as an air station of a site without history does, which keeps raw values for 30 days; resolves once all is counted. */
  async function send(device: string, readings: readonly object[]): Promise<DeviceLedger> {
    await api.putDevice(device, { site: 'Works', profile: 'air-station' });
    const { username, secret: password } = await api.issueSecret(device);
    const before = (await api.ledger(device)).received;
    const { addresses } = await api.status();
    const { host, port } = addresses.find(({ transport }) => transport === 'mqtt') ?? { host: '', port: 0 };
    const client = await connectAsync(`mqtt://${host}:${port}`, { clientId: device, username, password });
    // QoS 1: resolves with the PUBACK
    for (const reading of readings) {
      await client.publishAsync(`devices/${device}/telemetry`, JSON.stringify(reading), { qos: 1 });
    }
    await client.endAsync();
    await until('all is counted', async () => (await api.ledger(device)).received === before + readings.length);
    return api.ledger(device);
  }

  it(
    'puts what a recording of 2013 holds into partitions of its own, and none of it among what is of today',
    async () => {
      const live = Math.floor(systemClock.now());
      await send('live', [{ ts: live, values: { pm25: 12 } }]);
      const file = path.join(folder, 'old.csv');
      const rows = ['2013,2,28,23', '2013,3,1,7', '2013,3,1,8'].map(
        (time, index) => `${index},${time},${index + 1},2,3,4,500,6,7,1000,9,0,N,1,Old`,
      );
      await writeFile(file, `${[HEADER, ...rows].join('\n')}\n`);
      const { code } = await runBinary(['replay', file, '--json', '--data', server.dataFolder]);
      expect(code).toBe(0);
      const stored = await storedRows(api, 'beijing-Old');
      expect(stored.map(({ partition, quality, values }) => [partition, quality, values['pm25']])).toEqual([
        ['reading_history_201302', 'good', 1],
        ['reading_history_201302', 'good', 2],
        ['reading_history_201303', 'good', 3],
      ]);
      // Shanghai is eight hours ahead of UTC
      expect(stored[0]?.measuredAt).toBe(Date.parse('2013-02-28T15:00:00Z'));
      expect(await api.ledger('beijing-Old')).toMatchObject({ received: 3, stored: 3, clockUnsynced: 0 });
      const today = new Date(live).toISOString().slice(0, 10).replaceAll('-', '');
      expect(await storedRows(api, 'live')).toEqual([
        {
          device: 'live',
          measuredAt: live,
          quality: 'good',
          partition: `reading_raw_30d_${today}`,
          values: { pm25: 12 },
        },
      ]);
    },
    SLOW,
  );

  it(
    'counts as expired, and acknowledges, what is older than its lifetime where a site keeps no history',
    async () => {
      const now = Math.floor(systemClock.now());
      const old = [29, 31, 400].map((days) => ({ ts: now - days * DAY_MS, values: { pm25: days } }));
      const ledger = await send('late', old);
      expect(ledger).toMatchObject({ received: 3, stored: 1, expired: 2, refused: 0 });
      const stored = await storedRows(api, 'late');
      expect(stored.map(({ measuredAt, values }) => [measuredAt, values['pm25']])).toEqual([[now - 29 * DAY_MS, 29]]);
    },
    SLOW,
  );

  it(
    'takes a clock before 2015 for one that was never set where a site keeps no history, and keeps its time aside',
    async () => {
      const ledger = await send('lost', [{ ts: Date.UTC(2013, 2, 1), values: { pm25: 5 } }]);
      expect(ledger).toMatchObject({ received: 1, stored: 1, clockUnsynced: 1 });
      const [row] = await storedRows(api, 'lost');
      expect(row?.quality).toBe('clock-unsynced');
      expect(systemClock.now() - (row?.measuredAt ?? 0)).toBeLessThan(SLOW);
    },
    SLOW,
  );

  it('leaves nothing for the auditor to find', async () => {
    const { stdout } = await runBinary(['audit', '--json', '--data', server.dataFolder]);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, lost: 0, problems: [] });
  });
});
