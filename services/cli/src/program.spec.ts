import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allPacks } from '@fieldline/domains';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runBinary } from './run-binary.contract.js';

const COMMANDS = ['replay', 'simulate', 'series', 'device add', 'device list', 'audit', 'doctor', 'bench ingest'];

describe('fieldline', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('names every command in its help', async () => {
    const { code, stdout } = await runBinary(['--help']);
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(stdout).toContain(command.split(' ')[0]);
  });

  it.each(COMMANDS)('%s has help with an example, --json, --data and the exit codes', async (command) => {
    const { code, stdout } = await runBinary([...command.split(' '), '--help']);
    expect(code).toBe(0);
    for (const text of ['--json', '--data', 'Example:', `$ fieldline ${command}`, 'Exit codes:'])
      expect(stdout).toContain(text);
  });

  it('exits 2 with one line for what cannot be right', async () => {
    for (const args of [
      ['nonsense'],
      ['series', 'only-a-device'],
      ['bench', 'ingest', '--devices', '0'],
      ['bench', 'ingest', '--rate', 'fast'],
      ['device', 'add', 'no/slash', '--site', 'x', '--profile', 'y'],
      ['series', 'd', 'm', '--from', 'yesterday'],
      ['replay', 'x.csv', '--speed', 'quick'],
    ]) {
      const { code, stdout, stderr } = await runBinary([
        ...args,
        ...(args[0] === 'nonsense' ? [] : ['--data', folder]),
      ]);
      expect([args, code, stdout]).toEqual([args, 2, '']);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    }
  });

  it('exits 3 and says how to start a server when none runs', async () => {
    for (const args of [
      ['device', 'list'],
      ['series', 'd', 'm'],
    ]) {
      const { code, stderr } = await runBinary([...args, '--data', folder]);
      expect(code).toBe(3);
      expect(stderr).toMatch(
        /^fieldline: no server answers at .*control\.sock: start one with `npm start`, or name its folder with --data\n$/,
      );
    }
  });

  it('exits 1 for a file that is no recording, naming the ones it knows', async () => {
    const file = path.join(folder, 'other.csv');
    await writeFile(file, 'a,b\n1,2\n');
    const { code, stderr } = await runBinary(['replay', file, '--data', folder]);
    expect(code).toBe(1);
    const known = allPacks.flatMap((pack) => pack.replays.map(({ id }) => id)).join(', ');
    expect(stderr).toBe(`fieldline: ${file}: its first line is no known recording's; known are ${known}\n`);
  });

  it('audits no folder that no server ever used', async () => {
    const { code, stderr } = await runBinary(['audit', '--data', folder]);
    expect(code).toBe(1);
    expect(stderr).toContain(`${folder} is no data folder of a server`);
  });

  it('doctor answers in JSON, and exits 1 while no server runs', async () => {
    const { code, stdout } = await runBinary(['doctor', '--json'], { FIELDLINE_DATA: folder });
    const { healthy, findings } = JSON.parse(stdout) as {
      healthy: boolean;
      findings: { check: string; ok: boolean }[];
    };
    expect([code, healthy]).toEqual([1, false]);
    expect(findings.find(({ check }) => check === 'Node')?.ok).toBe(true);
    expect(findings.find(({ check }) => check === 'server')?.ok).toBe(false);
  });

  it('prints no colour and no progress where nobody looks', async () => {
    const { stdout, stderr } = await runBinary(['doctor'], { FIELDLINE_DATA: folder });
    expect(stdout + stderr).not.toContain('\x1b');
  });
});
