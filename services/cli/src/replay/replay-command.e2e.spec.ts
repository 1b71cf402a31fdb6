import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '@fieldline/platform';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BenchServer } from '../bench/bench-server.js';
import { LocalServer } from '../control/local-server.js';
import { runBinary, startBinary } from '../run-binary.contract.js';
import { until } from './killable-server.contract.js';
import type { ReplayResult, ReplayTotals } from './replay-result.js';

const HEADER = 'No,year,month,day,hour,PM2.5,PM10,SO2,NO2,CO,O3,TEMP,PRES,DEWP,RAIN,wd,WSPM,station';
const SLOW = 120_000;

/** An hour each. */
function station(name: string, pm25: readonly (number | string)[]): string {
  const rows = pm25.map((value, hour) => `${hour},2016,3,1,${hour},${value},2,3,4,500,6,7,1000,9,0,N,1,${name}`);
  return `${[HEADER, ...rows].join('\n')}\n`;
}

describe('the replay command', () => {
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

  const made = async (name: string, text: string): Promise<string> => {
    await writeFile(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const args = (...given: readonly string[]) => ['replay', ...given, '--data', server.dataFolder];
  const stored = async (device: string): Promise<number> => {
    const api = new LocalServer(server.dataFolder);
    const known = (await api.devices()).some(({ externalId }) => externalId === device);
    return known ? (await api.ledger(device)).stored : 0;
  };

  /** The file that keeps how far its replay came. */
  const stateOf = async (file: string): Promise<string> => {
    const states = path.join(server.dataFolder, 'replay');
    for (const name of await readdir(states)) {
      const state = path.join(states, name);
      if (name.endsWith('.json') && (await readFile(state, 'utf8')).includes(path.basename(file))) return state;
    }
    throw new Error(`no state of ${file}`);
  };

  it(
    'stops at Ctrl-C with 130, goes on after it and says so, and sends a finished one anew',
    async () => {
      const file = await made('slow.csv', station('Slow', [1, 'NA', 3]));
      const running = startBinary(args(file, '--speed', 'real'));
      await until('the first hour is stored', async () => (await stored('beijing-Slow')) === 1);
      running.interrupt();
      expect(await running.ended).toMatchObject({ code: 130, stdout: '', stderr: '' });
      const { code, stdout } = await runBinary(args(file));
      expect(code).toBe(0);
      expect(stdout).toContain('slow.csv went on after row 1 of an interrupted start.');
      expect(stdout).not.toContain('sent again');
      // rows, ignored, no value, unusable, sent, acknowledged, stored, duplicate, superseded, expired, refused, refused values, missing at source
      expect(stdout.split('\n')[1]?.split(/ +/)).toEqual('slow.csv 3 0 0 0 3 3 3 0 0 0 0 0 1'.split(' '));
      const again = await runBinary(args(file));
      expect(again.stdout.split('\n')[1]?.split(/ +/)).toEqual('slow.csv 3 0 0 0 3 3 0 3 0 0 0 0 1'.split(' '));
      expect(again.stdout).not.toContain('went on');
    },
    SLOW,
  );

  it(
    'begins anew with --restart what was interrupted',
    async () => {
      const file = await made('anew.csv', station('Anew', [1, 2, 3]));
      const running = startBinary(args(file, '--speed', 'real'));
      await until('the first hour is stored', async () => (await stored('beijing-Anew')) === 1);
      running.interrupt();
      await running.ended;
      const { stdout } = await runBinary(args(file, '--restart', '--json'));
      const [result] = (JSON.parse(stdout) as { recordings: readonly (ReplayResult & ReplayTotals)[] }).recordings;
      expect(result).toMatchObject({ rowsRead: 3, sent: 3, stored: 2, duplicate: 1 });
      expect(result).not.toHaveProperty('resumedAfterRow');
    },
    SLOW,
  );

  it(
    'does not go on where the devices are others than those it began with',
    async () => {
      const file = await made('other.csv', station('Other', [1, 2, 3]));
      const running = startBinary(args(file, '--speed', 'real'));
      await until('the first hour is stored', async () => (await stored('beijing-Other')) === 1);
      running.interrupt();
      await running.ended;
      const state = await stateOf(file);
      const kept = JSON.parse(await readFile(state, 'utf8')) as { devices: Record<string, { deviceId: string }> };
      (kept.devices['beijing-Other'] as { deviceId: string }).deviceId = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
      await writeFile(state, JSON.stringify(kept));
      const { code, stderr } = await runBinary(args(file));
      expect(code).toBe(1);
      expect(stderr).toContain("this replay began with another device 'beijing-Other'");
      expect((await runBinary(args(file, '--restart'))).code).toBe(0);
      expect(await stored('beijing-Other')).toBe(3);
    },
    SLOW,
  );

  it(
    'keeps a device’s recorded text that is no number out of the store and in the account, with the reason',
    async () => {
      const file = await made('odd.csv', station('Odd', ['x', -5_000]));
      const { code, stdout } = await runBinary(args(file, '--json'));
      const [result] = (JSON.parse(stdout) as { recordings: readonly (ReplayResult & ReplayTotals)[] }).recordings;
      expect(code).toBe(0);
      expect(result).toMatchObject({ sent: 2, stored: 2, refusedValues: 2 });
      expect(result?.devices[0]?.refusals).toEqual({ 'wrong-type': 1, 'out-of-range': 1 });
    },
    SLOW,
  );

  it(
    'passes over rows that cannot be used, tells them by reason and line, sends the others, and ends with 1',
    async () => {
      const late = '1,2016,3,1,5,9,2,3,4,500,6,7,1000,9,0,N,1,Bad';
      const text = `${station('Bad', [1])}2,2016,13,1,1,1,2,3,4,500,6,7,1000,9,0,N,1,Bad\n1,2\n${late}\n${late.slice(0, 12)}`;
      const bad = await made('bad.csv', text);
      const { code, stdout } = await runBinary(args(bad));
      expect(code).toBe(1);
      expect(stdout.split('\n')[1]?.split(/ +/)).toEqual('bad.csv 5 0 0 3 2 2 2 0 0 0 0 0 0'.split(' '));
      expect(stdout).toContain('bad.csv: 1 unusable by time, such as\n  line 3: 2016-13-1 1 h is no date and hour');
      expect(stdout).toContain(
        'bad.csv: 2 unusable by columns, such as\n  line 4: there are 2 columns, expected 18\n  line 6:',
      );
      expect(await stored('beijing-Bad')).toBe(2);
    },
    SLOW,
  );

  it(
    'changes no device and no site of the user’s own, makes nothing beside them, and says what would be right',
    async () => {
      const api = new LocalServer(server.dataFolder);
      await api.ensureSite({ name: 'works', timeZone: 'Europe/Berlin', currency: 'EUR', lifetime: 'history' });
      await api.putDevice('beijing-Own', { site: 'works', profile: 'battery-pack' });
      const own = (await api.devices()).find(({ externalId }) => externalId === 'beijing-Own');
      const file = await made('own.csv', `${station('Fresh', [1])}${station('Own', [2]).split('\n')[1] ?? ''}\n`);
      const { code, stderr } = await runBinary(args(file));
      expect(code).toBe(1);
      expect(stderr).toContain("the device 'beijing-Own' exists with the profile battery-pack at the site 'works'");
      expect(stderr).toContain('replay it to a server where these names are free');
      const after = await api.devices();
      expect(after.find(({ externalId }) => externalId === 'beijing-Own')).toEqual(own);
      expect(after.map(({ externalId }) => externalId)).not.toContain('beijing-Fresh');

      await api.ensureSite({ name: 'replay-tuya-smartplug', timeZone: 'Europe/Berlin', currency: 'CHF' });
      const plug = await made('plug.csv', 'timestamp,voltage,current,power\n2025-08-17 00:00:00,230,1000,230\n');
      const refused = await runBinary(args(plug));
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain("the site 'replay-tuya-smartplug' exists and keeps no history");
      expect((await api.devices()).map(({ externalId }) => externalId)).not.toContain('tuya-smartplug');
    },
    SLOW,
  );

  it(
    'lists each of several: finished, failed or not begun; what was finished is used again by the same command only',
    async () => {
      const api = new LocalServer(server.dataFolder);
      await api.ensureSite({ name: 'works', timeZone: 'Europe/Berlin', currency: 'EUR', lifetime: 'history' });
      await api.putDevice('beijing-Taken', { site: 'works', profile: 'battery-pack' });
      const three = [
        await made('m1.csv', station('Taken', [1])),
        await made('m2.csv', station('Taken', [2])),
        await made('m3.csv', station('Free', [1, 2])),
      ];
      const json = async (...files: readonly string[]) => {
        const { code, stdout } = await runBinary(args(...files, '--json'));
        const answer = JSON.parse(stdout) as { readonly recordings: readonly object[]; readonly sentNow: number };
        return { code, ...answer };
      };
      const states = [
        { state: 'failed', rowsRead: 0, error: expect.stringContaining('beijing-Taken') },
        { state: 'not begun', reason: expect.stringContaining('both tell of beijing-Taken') },
      ];
      const finished = { state: 'finished', rowsRead: 2, sent: 2 };
      const first = await json(...three);
      expect(first).toMatchObject({ code: 1, sentNow: 2 });
      expect(first.recordings).toMatchObject([...states, { ...finished, stored: 2, finishedEarlier: false }]);
      const again = await json(...three);
      expect(again).toMatchObject({ code: 1, sentNow: 0 });
      expect(again.recordings).toMatchObject([...states, { ...finished, stored: 2, finishedEarlier: true }]);
      const alone = await json(three[2] ?? '');
      expect(alone).toMatchObject({ code: 0, sentNow: 2 });
      expect(alone.recordings).toMatchObject([{ ...finished, duplicate: 2, finishedEarlier: false }]);
    },
    SLOW,
  );

  it(
    'leaves a recording to the process that replays it',
    async () => {
      const file = await made('twice.csv', station('Twice', [1, 2]));
      const running = startBinary(args(file, '--speed', 'real'));
      await until('the first hour is stored', async () => (await stored('beijing-Twice')) === 1);
      const { code, stderr } = await runBinary(args(file));
      expect([code, stderr]).toEqual([
        1,
        expect.stringMatching(/twice\.csv: the process \d+ is replaying this recording/),
      ]);
      running.interrupt();
      await running.ended;
      const { stdout } = await runBinary(args(file));
      expect(stdout).toContain('went on after row 1');
      expect(stdout).not.toContain('sent again');
    },
    SLOW,
  );

  it(
    'replays a file as another device, and says where one device holds several recordings',
    async () => {
      const kettle = (name: string, watts: number) =>
        made(name, `timestamp,voltage,current,power\n2025-08-17 00:00:00,230,1000,${watts}\n`);
      const [mine, other] = [await kettle('mine.csv', 230), await kettle('other.csv', 231)];
      const api = new LocalServer(server.dataFolder);
      const data = ['--data', server.dataFolder];
      await runBinary(['site', 'change', 'replay-tuya-smartplug', '--lifetime', 'history', ...data]);
      expect((await runBinary(args(mine, '--device', 'kettle'))).code).toBe(0);
      const { code, stdout } = await runBinary(args(other, '--device', 'kettle'));
      expect([code, stdout]).toEqual([0, expect.stringContaining('kettle also holds readings of mine.csv;')]);
      expect([await stored('kettle'), await stored('tuya-smartplug')]).toEqual([1, 0]);
      expect((await runBinary(args(mine, other, '--device', 'kettle'))).code).toBe(2);

      await api.putDevice('tuya-smartplug', { site: 'replay-tuya-smartplug', profile: 'battery-pack' });
      expect((await runBinary(args(mine))).stderr).toContain('as another device with --device NAME');
    },
    SLOW,
  );

  it('takes a file that is named and no recording for a mistake', async () => {
    const notes = await made('notes.txt', 'no recording\n');
    const { code, stderr } = await runBinary(args(notes));
    expect([code, stderr.startsWith(`fieldline: ${notes}: `)]).toEqual([1, true]);
    expect((await runBinary(args(notes, '--speed', 'fast'))).code).toBe(2);
  });
});
