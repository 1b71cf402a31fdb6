import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { enrolmentKey, registerDevices } from '../harness/fixtures.js';
import { OtlpReceiver } from '../harness/otlp-receiver.js';
import { SecretList, type SearchedPlace } from '../harness/secret-list.js';
import { ServerProcess } from '../harness/server-process.js';
import { TestClient } from '../harness/test-client.js';
import { useTheDoor } from './door-secrets.js';

const CLI = fileURLToPath(new URL('../../../cli/bin/fieldline.mjs', import.meta.url));
/** Stands in payloads, good and bad: what devices send is no secret, and is not to be logged all the same. */
const MARK = 'sent-by-a-device';

/** What the actions of a day have in common. */
interface Day {
  readonly folder: string;
  readonly dataFolder: string;
  readonly secrets: SecretList;
  /** Output of other programs. */
  readonly outputs: SearchedPlace[];
  readonly receiver: OtlpReceiver;
  server: ServerProcess;
}

/** Each does something that a secret has to do with, and adds the secrets it made. More of them go at the end. */
const ACTIONS: Readonly<Record<string, (day: Day) => Promise<void>>> = {
  'the first start': async ({ server, secrets, dataFolder }) => {
    const banner = server.stdout.slice(server.stdout.indexOf('First start'));
    for (const [, key = ''] of banner.matchAll(/^ {2}[a-z-]+ +([a-z2-7]{20,})$/gm)) {
      // in the list, and one of them in the line to try
      secrets.add('enrolment key of the first start', key, { stdout: 2 });
    }
    const serverKey = (await readFile(path.join(dataFolder, 'server.key'), 'utf8')).trim();
    secrets.add('server key', serverKey);
    secrets.add('server key as base64', Buffer.from(serverKey, 'hex').toString('base64'));
    secrets.add('database password', new URL((await server.facts()).postgres.url).password);
  },
  'a device with a secret of its own': async ({ server, secrets }) => {
    const [target] = await registerDevices(server, ['pack-1']);
    if (target === undefined) throw new Error('no device was registered');
    secrets.add('device secret', target.password);
    await publish(target);
  },
  'a device that enrols itself': async ({ server, secrets }) => {
    const key = await enrolmentKey(server);
    secrets.add('enrolment key', key);
    await publish({ url: await server.mqttUrl(), externalId: 'pack-2', username: 'enrol', password: key });
  },
  'a wrong password': async ({ server, secrets }) => {
    const password = 'wrong-password-of-pack-1';
    secrets.add('wrong password', password);
    const url = await server.mqttUrl();
    for (const username of ['pack-1', 'enrol', 'nobody']) {
      await expect(TestClient.open({ url, externalId: 'pack-1', username, password })).rejects.toThrow();
    }
  },
  'a recording, replayed': async ({ folder, dataFolder, outputs }) => {
    const header = 'No,year,month,day,hour,PM2.5,PM10,SO2,NO2,CO,O3,TEMP,PRES,DEWP,RAIN,wd,WSPM,station';
    const file = path.join(folder, 'dusk.csv');
    await writeFile(file, `${header}\n1,2016,3,1,0,1,2,3,4,500,6,7,1000,9,0,N,1,Dusk\n`);
    outputs.push(...(await cli('replay', file, '--data', dataFolder)));
  },
  'questions of the command line': async ({ dataFolder, outputs }) => {
    for (const command of [['doctor'], ['series', 'pack-1', 'voltage'], ['audit']]) {
      outputs.push(...(await cli(...command, '--data', dataFolder)));
    }
  },
  'people and programs at the door': ({ server, secrets }) => useTheDoor(server, secrets),
  'a second start': async (day) => {
    await day.server.stop();
    day.outputs.push(...said(day.server));
    day.server = await startServer(day);
  },
};

/** Readings and messages that are refused, each with a mark. */
async function publish(target: Parameters<typeof TestClient.open>[0]): Promise<void> {
  const client = await TestClient.open(target);
  await client.publish({ voltage: 48.2, [MARK]: MARK });
  await client.publish({ voltage: MARK });
  await client.publish(`no JSON, ${MARK}`);
  await client.close();
}

function cli(...args: readonly string[]): Promise<readonly SearchedPlace[]> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('FIELDLINE_')));
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], { env: { ...env, NODE_OPTIONS: '' } }, (_error, stdout, stderr) => {
      resolve([{ place: `the output of fieldline ${args[0]}`, text: stdout + stderr }]);
    });
  });
}

async function startServer({ dataFolder, receiver }: Pick<Day, 'dataFolder' | 'receiver'>): Promise<ServerProcess> {
  const env = {
    FIELDLINE_LOG_LEVEL: 'trace',
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
    OTEL_TRACES_SAMPLER_ARG: '1',
  };
  const server = await ServerProcess.start({ dataFolder, env });
  await server.untilStoring();
  return server;
}

function said(server: ServerProcess): readonly SearchedPlace[] {
  return [
    { place: 'stdout', text: server.stdout },
    { place: 'stderr', text: server.stderr },
  ];
}

/** What a running server shows to others. */
async function shown(server: ServerProcess): Promise<readonly SearchedPlace[]> {
  const { http, metrics } = await server.facts();
  const text = async (port: number, page: string): Promise<string> =>
    (await fetch(`http://127.0.0.1:${port}${page}`)).text();
  return [
    { place: 'metrics', text: await text(metrics.port, '/metrics') },
    { place: 'health', text: await text(http.port, '/health/details') },
  ];
}

/** Log files in the data folder; the journal is data and may hold what devices sent. */
async function logFiles(dataFolder: string): Promise<readonly SearchedPlace[]> {
  const names = (await readdir(dataFolder, { recursive: true })).filter((name) => name.endsWith('.log'));
  const inJournal = (name: string): boolean => name.split(path.sep)[0] === 'journal';
  return Promise.all(
    names
      .filter((name) => !inJournal(name))
      .map(async (name) => ({ place: name, text: await readFile(path.join(dataFolder, name), 'latin1') })),
  );
}

describe('a day at the most talkative log level', () => {
  let day: Day;
  let places: readonly SearchedPlace[];

  beforeAll(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
    const base = { folder, dataFolder: path.join(folder, 'data'), receiver: await OtlpReceiver.open() };
    day = { ...base, secrets: new SecretList(), outputs: [], server: await startServer(base) };
    while (!day.server.stdout.includes('Try it')) await new Promise((resolve) => setTimeout(resolve, 20));
    for (const act of Object.values(ACTIONS)) await act(day);
    const pages = await shown(day.server);
    await day.server.stop();
    const traces = { place: 'traces', text: JSON.stringify(day.receiver.spans) };
    places = [...day.outputs, ...said(day.server), ...pages, ...(await logFiles(day.dataFolder)), traces];
  }, 120_000);

  afterAll(async () => {
    await day.server.kill('group').catch(() => undefined);
    await day.receiver.close();
    await rm(day.folder, { recursive: true });
  });

  it('made secrets of every kind, and something was said everywhere', () => {
    expect([...day.secrets.kinds].sort()).toEqual([
      'API token',
      'API token of a kept answer',
      'CSRF token',
      'admin password',
      'database password',
      'device secret',
      'enrolment key',
      'enrolment key of the first start',
      'forged token',
      'server key',
      'server key as base64',
      'session cookie',
      'wrong password',
      'wrong password of a user',
    ]);
    for (const place of ['stdout', 'stderr', 'metrics', 'health', 'traces', path.join('postgres', 'postgres.log')]) {
      const found = places.filter((each) => each.place === place && each.text.length > 0);
      expect([place, found.length > 0]).toEqual([place, true]);
    }
    const replayed = places.find(({ place }) => place === 'the output of fieldline replay')?.text;
    expect(replayed).toMatch(/^dusk\.csv +1 /m);
  });

  it('shows no secret anywhere but where it is handed out', () => {
    expect(day.secrets.leaks(places)).toEqual([]);
  });

  it('shows nothing of what devices sent', () => {
    expect(places.filter(({ text }) => text.includes(MARK)).map(({ place }) => place)).toEqual([]);
  });
});
