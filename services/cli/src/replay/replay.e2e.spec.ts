import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sleep, systemClock } from '@fieldline/platform';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BenchServer } from '../bench/bench-server.js';
import { ControlApi } from '../control/control-api.js';
import { ControlClient } from '../control/control-client.js';
import { runBinary, startBinary } from '../run-binary.contract.js';
import type { ReplayResult } from './replay-recording.js';

const SHARED = process.env['FIELDLINE_SHARED'] ?? path.resolve(import.meta.dirname, '../../../../../shared');
const US06 = path.join(SHARED, 'data/battery/panasonic_18650pf/25degC_US06.csv');
const station = (name: string): string =>
  path.join(SHARED, `data/air-quality/beijing_prsa/PRSA_${name}_20160301-20170228.csv`);
const recordingIt = existsSync(US06) ? it : it.skip;
const HOUR_MS = 3_600_000;
const SLOW = 120_000;

/** The plain second reader: lines cut at commas, first line apart. */
const plainRows = (file: string): readonly string[][] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().replaceAll('"', '').split(','));

describe('a replay through MQTT', () => {
  let server: BenchServer;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
    server = await BenchServer.start(systemClock, process.env);
  }, SLOW);
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  }, SLOW);

  async function json<T>(...args: readonly string[]): Promise<T> {
    const { code, stdout, stderr } = await runBinary([...args, '--json', '--data', server.dataFolder]);
    expect([args[0], code, stderr]).toEqual([args[0], 0, '']);
    return JSON.parse(stdout) as T;
  }

  async function replay(...files: readonly string[]): Promise<readonly ReplayResult[]> {
    return (await json<{ recordings: readonly ReplayResult[] }>('replay', ...files)).recordings;
  }

  /** The value of one instant; undefined where there is none. */
  async function valueAt(device: string, metric: string, at: number): Promise<number | undefined> {
    const args = ['series', device, metric, '--from', String(at), '--to', String(at + 1)];
    const { points } = await json<{ points: readonly [number, number][] }>(...args);
    expect(points.length).toBeLessThanOrEqual(1);
    return points[0]?.[1];
  }

  recordingIt(
    '[recording] stores the Panasonic drive cycle, each row at its time in Madison, current negative when charging',
    async () => {
      const rows = plainRows(US06);
      const [result] = await replay(US06);
      expect(rows).toHaveLength(22_000);
      expect(result).toMatchObject({ rowsRead: rows.length, valuesMissing: 0 });
      expect(result?.devices).toEqual([
        expect.objectContaining({
          sent: 22_000,
          acknowledged: 22_000,
          received: 22_000,
          stored: 22_000,
          refused: 0,
          refusedValues: 0,
        }),
      ]);
      const start = Date.parse('2017-03-20T01:43:49-05:00');
      for (const index of [0, 1, 777, 12_345, 21_999]) {
        const fields = rows[index] as string[];
        const at = start + Math.round(Number(fields[0]) * 1000);
        expect(await valueAt('panasonic-18650pf', 'voltage', at)).toBe(Number(fields[2]));
        expect(await valueAt('panasonic-18650pf', 'current', at)).toBe(0 - Number(fields[3]));
        expect(await valueAt('panasonic-18650pf', 'temperature', at)).toBe(Number(fields[7]));
      }
    },
    SLOW,
  );

  recordingIt(
    '[recording] stores both Beijing stations by Shanghai time, and nothing where the file says NA',
    async () => {
      for (const name of ['Aotizhongxin', 'Dongsi']) {
        const rows = plainRows(station(name));
        const [result] = await replay(station(name));
        expect(rows).toHaveLength(8_760);
        expect(result?.devices).toEqual([
          expect.objectContaining({
            device: `beijing-${name}`,
            acknowledged: 8_760,
            stored: 8_760,
            refused: 0,
            refusedValues: 0,
          }),
        ]);
        expect(result?.valuesMissing).toBe(
          rows.flatMap((fields) => fields.slice(5, 17)).filter((text) => text === 'NA').length,
        );
        const withoutPm25 = rows.findIndex((fields) => fields[5] === 'NA');
        for (const index of [0, 4_321, 8_759, withoutPm25]) {
          const fields = rows[index] as string[];
          const [, year, month, day, hour] = fields.map(Number) as [number, number, number, number, number];
          const at = Date.UTC(year, month - 1, day, hour - 8);
          expect(await valueAt(`beijing-${name}`, 'pm25', at)).toBe(fields[5] === 'NA' ? undefined : Number(fields[5]));
          expect(await valueAt(`beijing-${name}`, 'pressure', at)).toBe(
            fields[12] === 'NA' ? undefined : Number(fields[12]),
          );
        }
      }
    },
    SLOW,
  );

  recordingIt(
    '[recording] stores nothing new the second time, and exactly the correction after one value was changed',
    async () => {
      const [again] = await replay(station('Dongsi'));
      expect(again?.devices[0]).toMatchObject({ received: 8_760, stored: 0, superseded: 0, duplicate: 8_760 });
      const lines = readFileSync(station('Dongsi'), 'utf8').split('\n');
      // Row 101: 5 March 2016, 4 o'clock.
      const fields = (lines[101] as string).split(',');
      expect(fields.slice(1, 5)).toEqual(['2016', '3', '5', '4']);
      fields[11] = '19.5';
      lines[101] = fields.join(',');
      const corrected = path.join(folder, 'corrected.csv');
      await writeFile(corrected, lines.join('\n'));
      const [result] = await replay(corrected);
      expect(result?.devices[0]).toMatchObject({ received: 8_760, stored: 0, superseded: 1, duplicate: 8_759 });
      const at = Date.parse('2016-03-05T04:00:00+08:00');
      expect(await valueAt('beijing-Dongsi', 'temperature', at)).toBe(19.5);
      expect(await valueAt('beijing-Dongsi', 'temperature', at + HOUR_MS)).toBe(Number(lines[102]?.split(',')[11]));
    },
    SLOW,
  );

  recordingIt(
    '[recording] leaves nothing for the auditor to find, running or killed',
    async () => {
      const expected = { ok: true, lost: 0, duplicated: 0, pending: 0, stored: 22_000 + 2 * 8_760, problems: [] };
      expect(await json('audit')).toMatchObject({ ...expected, serverRuns: true });
      await server.kill();
      expect(await json('audit')).toMatchObject({ ...expected, serverRuns: false });
    },
    SLOW,
  );

  it(
    'stops at Ctrl-C with 130, and what it had sent stays in the account',
    async () => {
      const own = await BenchServer.start(systemClock, process.env);
      try {
        const header = 'No,year,month,day,hour,PM2.5,PM10,SO2,NO2,CO,O3,TEMP,PRES,DEWP,RAIN,wd,WSPM,station';
        const file = path.join(folder, 'slow.csv');
        await writeFile(
          file,
          `${header}\n1,2016,3,1,0,1,2,3,4,5,6,7,1000,9,0,N,1,Slow\n2,2016,3,1,1,1,2,3,4,5,6,7,1000,9,0,N,1,Slow\n`,
        );
        const running = startBinary(['replay', file, '--speed', 'real', '--data', own.dataFolder]);
        await untilStored(own.dataFolder, 'beijing-Slow');
        running.interrupt();
        expect(await running.ended).toMatchObject({ code: 130, stdout: '', stderr: '' });
      } finally {
        await own.stop();
      }
    },
    SLOW,
  );

  it(
    'keeps a device’s recorded text that is no number out of the store and in the account',
    async () => {
      const own = await BenchServer.start(systemClock, process.env);
      try {
        const header = 'No,year,month,day,hour,PM2.5,PM10,SO2,NO2,CO,O3,TEMP,PRES,DEWP,RAIN,wd,WSPM,station';
        const file = path.join(folder, 'made.csv');
        await writeFile(
          file,
          `${header}\n1,2016,3,1,0,x,2,3,4,5,6,7,1000,9,0,N,1,Made\n2,2016,3,1,1,-5,2,3,4,5,6,7,1000,9,0,N,1,Made\n`,
        );
        const { code, stdout } = await runBinary(['replay', file, '--json', '--data', own.dataFolder]);
        const { recordings } = JSON.parse(stdout) as { recordings: readonly ReplayResult[] };
        expect(code).toBe(0);
        expect(recordings[0]?.devices[0]).toMatchObject({ sent: 2, stored: 2, refusedValues: 2 });
        const { refusals = {} } = recordings[0]?.devices[0] ?? {};
        expect(Object.values(refusals).reduce((sum, count) => sum + count, 0)).toBe(2);
      } finally {
        await own.stop();
      }
    },
    SLOW,
  );
});

/** Resolves when the ledger has a reading of the device. */
async function untilStored(dataFolder: string, device: string): Promise<void> {
  const api = new ControlApi(new ControlClient(dataFolder));
  for (;;) {
    const known = (await api.devices()).some(({ externalId }) => externalId === device);
    if (known && (await api.ledger(device)).stored > 0) return;
    await sleep(systemClock, 50);
  }
}
