import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sleep, systemClock } from '@fieldline/platform';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { adminOf, type ApiCaller } from '../harness/api-caller.js';
import { ServerProcess } from '../harness/server-process.js';

const MODULES = fileURLToPath(new URL('../../../../node_modules', import.meta.url));
const present = spawnSync('python3', ['-c', 'import paho.mqtt.client']).status === 0;

interface Snippets {
  readonly passwordPlaceholder: string;
  readonly snippets: readonly { readonly language: string; readonly file: string; readonly code: string }[];
}

let folder: string;
let server: ServerProcess;
let caller: ApiCaller;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fieldline-snippets-'));
  await symlink(MODULES, path.join(folder, 'node_modules'));
  server = await ServerProcess.start({ dataFolder: path.join(folder, 'data') });
  await server.untilStoring();
  caller = await adminOf(server);
}, 120_000);

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

describe('a program from the API, with nothing but its key filled in', () => {
  (present ? it : it.skip)('connects and sends what is stored: Python [paho]', async () => {
    expect(await latestAfter('python', 'python3')).toMatchObject({ pm25: expect.any(Number) });
  });

  it('connects and sends what is stored: Node', async () => {
    expect(await latestAfter('node', process.execPath)).toMatchObject({ pm25: expect.any(Number) });
  });

  it('signs in with a secret of its own where the page was asked for that', async () => {
    const device = 'with-secret';
    await caller.get('PUT', `/devices/${device}`, { body: { site: 'Home', profile: 'air-station' } });
    const { secret } = await caller.get<{ secret: string }>('POST', `/devices/${device}/secrets`);
    const child = await start({
      language: 'node',
      program: process.execPath,
      device,
      password: secret,
      credential: 'secret',
    });
    expect(await firstWord(child)).toBe('connected');
    await stop(child);
  });
});

async function latestAfter(language: string, program: string): Promise<unknown> {
  const device = `my-${language}`;
  const { items: sites } = await caller.get<{ items: readonly { id: string }[] }>('GET', '/sites');
  const { key } = await caller.get<{ key: string }>('POST', '/enrolment-keys', {
    body: { siteId: sites[0]?.id, profile: 'air-station' },
  });
  const child = await start({ language, program, device, password: key, credential: 'key' });
  const said = await until(child, /acknowledged/);
  expect(said).toMatch(/^connected/);
  await stop(child);
  for (;;) {
    const { status, json } = await caller.ask('GET', `/devices/${device}/latest`);
    const { values } = (json ?? {}) as { readonly values?: object };
    if (status === 200 && values !== undefined && Object.keys(values).length > 0) return values;
    await sleep(systemClock, 50);
  }
}

interface Program {
  readonly language: string;
  readonly program: string;
  readonly device: string;
  readonly password: string;
  readonly credential: 'key' | 'secret';
}

async function start({ language, program, device, password, credential }: Program): Promise<ChildProcess> {
  const query = { profile: 'air-station', device, credential };
  const { snippets, passwordPlaceholder } = await caller.get<Snippets>('GET', '/snippets', { query });
  const snippet = snippets.find((one) => one.language === language);
  if (snippet === undefined) throw new Error(`there is no program in ${language}`);
  const file = path.join(folder, `${device}-${snippet.file}`);
  await writeFile(file, snippet.code.replace(passwordPlaceholder, password));
  return spawn(program, [file], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function until(child: ChildProcess, what: RegExp): Promise<string> {
  let said = '';
  let complained = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => (complained += part));
  child.stdout?.setEncoding('utf8').on('data', (part: string) => (said += part));
  while (!what.test(said)) {
    if (child.exitCode !== null) throw new Error(`the program ended: ${said}${complained}`);
    await sleep(systemClock, 50);
  }
  return said;
}

async function firstWord(child: ChildProcess): Promise<string | undefined> {
  return /\w+/.exec(await until(child, /\w+\s/))?.[0];
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGINT');
  await once(child, 'close');
}
