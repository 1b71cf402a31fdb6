import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '@fieldline/platform';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { BenchServer } from '../bench/bench-server.js';
import { LocalServer } from '../control/local-server.js';
import { runBinary } from '../run-binary.contract.js';
import type { ReplayResult, ReplayTotals } from './replay-result.js';
import { plainLedger, plainRecordings, type PlainRecording } from './second-reader.contract.js';
import { storedRows } from './stored-rows.contract.js';

const SHARED = process.env['FIELDLINE_SHARED'] ?? path.resolve(import.meta.dirname, '../../../../../shared');
const DATA = path.join(SHARED, 'data');
const DONGSI = path.join(DATA, 'air-quality/beijing_prsa/PRSA_Dongsi_20160301-20170228.csv');
const here = existsSync(DONGSI);
const recordingIt = here ? it : it.skip;
const SLOW = 240_000;

interface Answer {
  readonly recordings: readonly (ReplayResult & ReplayTotals)[];
  readonly failed: readonly unknown[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

/** What a device's rows should be: the later row of the file wins each metric of an instant. */
function expectedRows(recordings: readonly PlainRecording[]): ReadonlyMap<string, ReadonlyMap<number, object>> {
  const byDevice = new Map<string, Map<number, object>>();
  for (const { readings } of recordings) {
    for (const { device, measuredAt, values } of readings()) {
      const rows = byDevice.get(device) ?? new Map<number, object>();
      byDevice.set(device, rows.set(measuredAt, { ...rows.get(measuredAt), ...values }));
    }
  }
  return byDevice;
}

describe('a replay of every recording', () => {
  const plain = here ? plainRecordings(SHARED) : [];
  let server: BenchServer;
  let api: LocalServer;
  let folder: string;

  beforeAll(async () => {
    if (!here) return;
    folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
    server = await BenchServer.start(systemClock, process.env);
    api = new LocalServer(server.dataFolder);
  }, SLOW);
  afterAll(async () => {
    if (!here) return;
    await server.stop();
    await rm(folder, { recursive: true });
  }, SLOW);

  async function json<T>(...args: readonly string[]): Promise<T> {
    const { code, stdout, stderr } = await runBinary([...args, '--json', '--data', server.dataFolder]);
    expect([args[0], code, stderr]).toEqual([args[0], 0, '']);
    return JSON.parse(stdout) as T;
  }

  recordingIt(
    '[recording] comes to what a second reader of the files counts, recording by recording',
    async () => {
      const { recordings, failed, skipped } = await json<Answer>('replay', DATA);
      const outcomeOf = plainLedger();
      expect(recordings.map(({ file }) => file)).toEqual(plain.map(({ file }) => file));
      expect(failed).toEqual([]);
      for (const [index, expected] of plain.entries()) {
        const count = [...expected.readings()].length;
        const { devices, ...totals } = recordings[index] as Answer['recordings'][number];
        expect(totals).toMatchObject({
          file: expected.file,
          rowsRead: expected.rows,
          rowsIgnored: expected.ignored,
          rowsWithoutValue: expected.withoutValue,
          rowsUnusable: 0,
          valuesMissing: expected.missing,
          sent: count,
          acknowledged: count,
          sentAgain: 0,
          received: count,
          ...outcomeOf(expected),
          expired: 0,
          refused: 0,
          refusedValues: 0,
          clockUnsynced: 0,
        });
        expect(devices.map(({ device }) => device)).toEqual(expected.devices);
      }
      const names = skipped.map(({ file }) => path.relative(DATA, file));
      expect(names).toContain('boiler/nab/machine_temperature_system_failure.labels.json');
      expect(names.filter((name) => !name.startsWith('payloads/'))).toHaveLength(2);
      for (const { reason } of skipped) expect(reason).not.toBe('');
    },
    SLOW,
  );

  recordingIt(
    '[recording] is in the database to the last digit that the files have',
    async () => {
      for (const [device, expected] of expectedRows(plain)) {
        const stored = await storedRows(api, device);
        expect([device, stored.length]).toEqual([device, expected.size]);
        const wrong = stored.find(({ measuredAt, values, quality, partition }) => {
          const isRight = isDeepStrictEqual(values, expected.get(measuredAt)) && quality === 'good';
          return !isRight || !partition.startsWith('reading_history_');
        });
        expect([device, wrong, wrong && expected.get(wrong.measuredAt)]).toEqual([device, undefined, undefined]);
      }
    },
    SLOW,
  );

  recordingIt(
    '[recording] stores nothing new the second time',
    async () => {
      const { recordings } = await json<Answer>('replay', DATA);
      expect(recordings).toHaveLength(plain.length);
      for (const { file, sent, stored, superseded, duplicate } of recordings) {
        expect([file, stored, superseded, duplicate]).toEqual([file, 0, 0, sent]);
      }
    },
    SLOW,
  );

  recordingIt(
    '[recording] stores exactly the correction after one value was changed',
    async () => {
      const lines = readFileSync(DONGSI, 'utf8').split('\n');
      // Row 101: 5 March 2016, 4 o'clock.
      const fields = (lines[101] as string).split(',');
      expect(fields.slice(1, 5)).toEqual(['2016', '3', '5', '4']);
      fields[11] = '19.5';
      lines[101] = fields.join(',');
      const corrected = path.join(folder, 'PRSA_Dongsi_corrected.csv');
      await writeFile(corrected, lines.join('\n'));
      const { recordings } = await json<Answer>('replay', corrected);
      expect(recordings[0]).toMatchObject({ received: 8_760, stored: 0, superseded: 1, duplicate: 8_759 });
      const at = Date.parse('2016-03-05T04:00:00+08:00');
      const args = ['series', 'beijing-Dongsi', 'temperature', '--from', String(at), '--to', String(at + 1)];
      expect(await json(...args)).toMatchObject({ points: [[at, 19.5]] });
    },
    SLOW,
  );

  recordingIt(
    '[recording] leaves nothing for the auditor to find, running or killed',
    async () => {
      const rows = [...expectedRows(plain).values()].reduce((sum, { size }) => sum + size, 0);
      const expected = { ok: true, lost: 0, duplicated: 0, pending: 0, stored: rows, problems: [] };
      expect(await json('audit')).toMatchObject({ ...expected, serverRuns: true });
      await server.kill();
      expect(await json('audit')).toMatchObject({ ...expected, serverRuns: false });
    },
    SLOW,
  );
});
