import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allPacks } from '@fieldline/domains';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock, systemRandom } from '@fieldline/platform';
import { runFieldline } from './program.js';
import { runBinary } from './run-binary.contract.js';

const LOCAL = ['replay', 'simulate', 'audit', 'doctor', 'bench ingest', 'bench api'];
const REMOTE = [
  ...['overview', 'status', 'latest', 'series', 'export', 'live', 'ledger', 'receipts', 'connections'],
  ...['site', 'location'].flatMap((noun) => verbs(noun, 'list add show change delete')),
  ...verbs('device', 'list add import show change disable enable delete'),
  ...verbs('device secret', 'new list revoke'),
  ...verbs('profile', 'list versions show add try'),
  ...verbs('enrolment-key', 'list create revoke'),
  ...verbs('dead-letter', 'list reasons show try replay replay-all replays discard'),
  ...verbs('token', 'list create revoke'),
  'admin reset',
];
const COMMANDS = [...LOCAL, ...REMOTE];

function verbs(noun: string, list: string): readonly string[] {
  return list.split(' ').map((verb) => `${noun} ${verb}`);
}

async function helpOf(command: string): Promise<string> {
  let text = '';
  const out = { write: (part: string | Uint8Array) => void (text += String(part)) };
  const { signal } = new AbortController();
  const context = { clock: systemClock, random: systemRandom, env: {}, folder: '/', signal, out, err: out };
  expect(await runFieldline([...command.split(' ').filter((word) => word !== ''), '--help'], context)).toBe(0);
  return text;
}

/** All beneath a command of the help, such as `device secret`. */
async function commandsBeneath(noun: string): Promise<readonly string[]> {
  const stdout = await helpOf(noun);
  const listed = (stdout.split('\nCommands:\n')[1] ?? '').split('\n\n')[0] ?? '';
  const names = [...listed.matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(([, name]) => `${noun} ${name}`.trim());
  return names.filter((name) => !name.endsWith('help'));
}

describe('fieldline', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('names every command in its help, and none that these specs do not know', async () => {
    const nouns = await commandsBeneath('');
    const beneath = await Promise.all([...nouns, 'device secret'].map(commandsBeneath));
    const known = [...nouns, ...beneath.flat()].filter(
      (name) => !['config', 'completion'].includes(name.split(' ')[0] ?? ''),
    );
    const leaves = known.filter((name) => !known.some((other) => other.startsWith(`${name} `)));
    expect(leaves.sort()).toEqual([...COMMANDS].sort());
  }, 60_000);

  it.each([
    ['commands for the server of a data folder', LOCAL, ['--json', '--data']],
    ['commands for any server', REMOTE, ['--json', '--no-json', '--data', '--url', '--server']],
    ['verbs of config', verbs('config', 'set use list remove path'), ['--json']],
  ])(
    '%s have help with an example, the options of their kind and the exit codes',
    async (_, commands, options) => {
      for (const command of commands) {
        const stdout = await helpOf(command);
        for (const text of [...options, 'Example:', `fieldline ${command}`, 'Exit codes:'])
          expect(stdout).toContain(text);
      }
    },
    120_000,
  );

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
