import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sleep, systemClock } from '@fieldline/platform';
import { connectAsync } from 'mqtt';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BenchServer } from '../bench/bench-server.js';
import { LocalServer } from '../control/local-server.js';
import { mqttAddress } from '../control/mqtt-address.js';
import { runBinary, startBinary, type BinaryRun } from '../run-binary.contract.js';

const SLOW = 180_000;

interface Items<T> {
  readonly items: readonly T[];
}

let server: BenchServer;
let api: LocalServer;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fieldline-cli-'));
  server = await BenchServer.start(systemClock, process.env);
  api = new LocalServer(server.dataFolder);
}, SLOW);
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
}, SLOW);

const run = (...args: readonly string[]): Promise<BinaryRun> => runBinary([...args, '--data', server.dataFolder]);

/** What the command answers in a pipe; it must have gone well. */
async function json<T = Record<string, unknown>>(...args: readonly string[]): Promise<T> {
  const { code, stdout, stderr } = await run(...args);
  expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: '' });
  return JSON.parse(stdout) as T;
}

async function made(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

async function until<T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    await sleep(systemClock, 50);
  }
}

async function publish(device: string, secret: string, payloads: readonly string[]): Promise<void> {
  const login = { clientId: device, username: device, password: secret, protocolVersion: 4 as const };
  const client = await connectAsync(mqttAddress(await api.status()), login, false);
  for (const payload of payloads) await client.publishAsync(`devices/${device}/telemetry`, payload, { qos: 1 });
  await client.endAsync();
}

describe('the nouns of the API on the command line', () => {
  it(
    'site and location: add, list, show, change, delete',
    async () => {
      const site = await json('site', 'add', 'Werk 2', '--time-zone', 'Europe/Lisbon');
      expect(site).toMatchObject({ name: 'Werk 2', timeZone: 'Europe/Lisbon', currency: 'EUR', lifetime: null });
      const changed = await json('site', 'change', 'Werk 2', '--lifetime', 'history');
      expect(changed).toMatchObject({ id: site['id'], timeZone: 'Europe/Lisbon', lifetime: 'history' });
      expect(await json('site', 'show', String(site['id']))).toEqual(changed);
      const roof = await json(
        'location',
        'add',
        'Roof',
        '--site',
        'Werk 2',
        '--latitude-deg',
        '38.7',
        '--longitude-deg',
        '-9.1',
      );
      const id = String(roof['id']);
      await json('location', 'change', id, '--name', 'Roof, south');
      expect(await json('location', 'show', id)).toMatchObject({ name: 'Roof, south', longitudeDeg: -9.1 });
      expect((await json<Items<object>>('location', 'list', '--site', 'Werk 2')).items).toHaveLength(1);

      const refused = await run('site', 'delete', 'Werk 2');
      expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('add --yes')]);
      await json('location', 'delete', id, '--yes');
      await json('site', 'delete', 'Werk 2', '--yes');
      const table = await run('site', 'list', '--no-json');
      expect(table.stdout).toMatch(/^site +time zone +currency +lifetime +devices +id\nHome +/);
      expect(table.stdout).not.toContain('Werk 2');
      const unknown = await run('site', 'show', 'Werk 2');
      expect(unknown).toMatchObject({ code: 1, stderr: "fieldline: there is no site 'Werk 2'; there are 'Home'\n" });
    },
    SLOW,
  );

  it(
    'device: add, list with filters, change, disable, enable, secrets, import, delete',
    async () => {
      const added = await json<{ device: { site: string }; secret: string }>(
        ...'device add pack-1 --site Home --profile battery-pack --currency CHF'.split(' '),
      );
      expect(added).toMatchObject({ device: { device: 'pack-1', site: 'Home' }, username: 'pack-1' });
      expect(await json('site', 'show', 'Home')).toMatchObject({ currency: 'EUR', devices: 1 });
      const again = await run(...'device add pack-1 --site Home --profile battery-cell'.split(' '));
      expect([again.code, again.stdout]).toEqual([1, '']);
      expect(await json('device', 'show', 'pack-1')).toEqual(added.device);

      await json('device', 'change', 'pack-1', '--name', 'Cellar, left', '--mac', 'a4:cf:12:0b:3e:9d');
      expect(await json('device', 'disable', 'pack-1')).toMatchObject({ name: 'Cellar, left', disabled: true });
      expect(await json('device', 'list', '--disabled', '--q', 'CELLAR')).toMatchObject({ total: 1 });
      expect(await json('device', 'list', '--no-disabled', '--site', 'Home')).toMatchObject({ total: 0 });
      expect(await json('device', 'enable', 'pack-1')).toMatchObject({ disabled: false });
      expect(await json('device', 'change', 'pack-1', '--mac', 'none')).toMatchObject({ mac: null });

      const secret = await json('device', 'secret', 'new', 'pack-1', '--replace');
      const listed = await json<Items<{ id: string; revoked: boolean }>>('device', 'secret', 'list', 'pack-1');
      expect(listed.items.find(({ id }) => id === secret['id'])).toMatchObject({ revoked: false });
      expect(JSON.stringify(listed)).not.toContain(String(secret['secret']));
      await json('device', 'secret', 'revoke', String(secret['id']), '--yes');

      const csv = await made(
        'devices.csv',
        'device,site,profile\nimported-1,Home,battery-cell\nbad/name,Home,battery-cell\n',
      );
      const imported = await run('device', 'import', csv, '--secrets');
      expect(imported.code).toBe(1);
      expect(JSON.parse(imported.stdout)).toMatchObject({
        created: 1,
        failed: [{ line: 3 }],
        secrets: [{ username: 'imported-1' }],
      });
      await json('device', 'delete', 'imported-1', '--yes');
      expect((await run('device', 'show', 'imported-1')).stderr).toContain("there is no device 'imported-1'");
    },
    SLOW,
  );

  it(
    'profile and enrolment-key: list, show, versions, add, try; create, list, revoke',
    async () => {
      const metrics = [
        { metric: 'level', unit: 'm', kind: 'gauge', type: 'number', min: 0, max: 10, stalenessSeconds: 60 },
      ];
      const file = await made('tank.json', JSON.stringify({ id: 'tank', name: 'Tank', lifetime: 'raw-30d', metrics }));
      expect(await json('profile', 'add', file)).toMatchObject({ id: 'tank', version: 1, metrics });
      const shown = await made('shown.json', JSON.stringify(await json('profile', 'show', 'tank')));
      expect(await json('profile', 'add', shown, '--move-devices')).toMatchObject({ version: 2 });
      expect((await json<Items<object>>('profile', 'versions', 'tank')).items).toHaveLength(2);
      expect(await json('profile', 'show', 'tank', '--version', '1')).toMatchObject({ version: 1 });
      expect(JSON.stringify(await json('profile', 'list'))).toContain('"tank"');
      const good = await made('good.json', '{"level":4.5}');
      expect(await json('profile', 'try', good, '--profile', 'tank')).toMatchObject({
        readings: [{ values: { level: 4.5 } }],
      });
      const bad = await run('profile', 'try', await made('bad.json', '{"level":400}'), '--draft', shown, '--no-json');
      expect([bad.code, bad.stdout]).toEqual([1, expect.stringContaining('level is out of range')]);
      const wrong = await run('profile', 'add', await made('wrong.json', '{"id":"tank","name":"x"}'));
      expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('metrics')]);

      const key = await json('enrolment-key', 'create', '--site', 'Home', '--profile', 'tank');
      const keys = await json<Items<{ id: string }>>('enrolment-key', 'list', '--profile', 'tank');
      expect(keys.items.map(({ id }) => id)).toEqual([key['id']]);
      expect(JSON.stringify(keys)).not.toContain(String(key['key']));
      await json('enrolment-key', 'revoke', String(key['id']), '--yes');
    },
    SLOW,
  );

  it(
    'latest, series, export and live tell what a device sent',
    async () => {
      const { secret } = await json<{ secret: string }>(
        ...'device add gauge-1 --site Home --profile battery-pack'.split(' '),
      );
      const live = startBinary(['live', 'gauge-1', '--event', 'reading', '--count', '2', '--data', server.dataFolder]);
      await until(
        async () => (await readFeed()).readers,
        (readers) => readers > 0,
      );
      const now = Date.now();
      await publish('gauge-1', secret, [
        JSON.stringify({ ts: now - 1_000, values: { voltage: 48.25 } }),
        JSON.stringify({ ts: now, values: { voltage: 49 } }),
      ]);
      const { code, stdout } = await live.ended;
      expect(code).toBe(0);
      const events = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { data: { values: object } });
      expect(events.map(({ data }) => data.values)).toEqual([{ voltage: 48.25 }, { voltage: 49 }]);

      await until(
        () => api.ledger('gauge-1'),
        ({ stored }) => stored === 2,
      );
      expect(await json('latest', 'gauge-1')).toMatchObject({
        items: [{ device: 'gauge-1', values: { voltage: 49 } }],
      });
      expect((await run('latest', '--site', 'Home', '--no-json')).stdout).toMatch(/gauge-1 +voltage +49 +V +20/);
      expect((await run('latest')).code).toBe(2);
      expect(await json('series', 'gauge-1', 'voltage', '--json')).toMatchObject({
        ...{ device: 'gauge-1', metric: 'voltage', unit: 'V' },
        points: [
          [now - 1_000, 48.25],
          [now, 49],
        ],
      });
      const csv = (await run('export', 'gauge-1', '--metric', 'voltage')).stdout;
      const iso = (at: number): string => new Date(at).toISOString();
      expect(csv.trim().split(/\r?\n/)).toEqual(['time,voltage [V]', `${iso(now - 1_000)},48.25`, `${iso(now)},49`]);
      const file = path.join(folder, 'gauge.csv');
      await json('export', 'gauge-1', '--metric', 'voltage', '--out', file);
      expect(await readFile(file, 'utf8')).toBe(csv);
      const nowhere = await run('export', 'gauge-1', '--out', path.join(folder, 'none', 'x.csv'));
      expect([nowhere.code, nowhere.stderr]).toEqual([1, expect.stringContaining('cannot write')]);
    },
    SLOW,
  );

  it(
    'dead-letter: a payload of another firmware is found, tried, mapped and replayed, alone and with others (X2)',
    async () => {
      const { secret } = await json<{ secret: string }>(
        ...'device add odd-1 --site Home --profile battery-pack'.split(' '),
      );
      const now = Date.now();
      const payloads = [1, 2, 3, 4].map((n) => JSON.stringify({ ts: now - n * 1_000, values: { volts: 48_000 + n } }));
      await publish('odd-1', secret, [...payloads, 'nonsense']);
      const list = () =>
        json<Items<{ id: string; reason: { rule: string } }>>('dead-letter', 'list', '--device', 'odd-1');
      const { items } = await until(list, (found) => found.items.length === 5);
      const reasons = await json<Items<{ rule: string; kept: number }>>('dead-letter', 'reasons', '--device', 'odd-1');
      expect(reasons.items.map(({ rule, kept }) => [rule, kept]).sort()).toEqual([
        ['no-value', 4],
        ['not-json', 1],
      ]);
      const nonsense = items.find(({ reason }) => reason.rule === 'not-json')?.id ?? '';
      const first = items.find(({ reason }) => reason.rule === 'no-value')?.id ?? '';
      expect(await json('dead-letter', 'show', nonsense)).toMatchObject({ text: 'nonsense' });

      expect((await run('dead-letter', 'try', first)).code).toBe(1);
      const wanted = ['--rename', 'volts=voltage', '--scale', 'voltage=0.001'];
      const tried = await json<{ readings: readonly { values: { voltage: number } }[] }>(
        'dead-letter',
        'try',
        first,
        ...wanted,
      );
      expect(Math.floor(tried.readings[0]?.values.voltage ?? 0)).toBe(48);
      await json('dead-letter', 'replay', first, ...wanted);
      const all = await json('dead-letter', 'replay-all', '--device', 'odd-1', '--rule', 'no-value', ...wanted);
      expect(all).toMatchObject({ state: 'done', total: 3, accepted: 3, refusedAgain: 0 });
      expect((await json<Items<object>>('dead-letter', 'replays')).items).toHaveLength(1);
      expect(
        await until(
          () => json('ledger', 'odd-1'),
          ({ stored }) => stored === 4,
        ),
      ).toMatchObject({ refused: 5 });
      const left = await json<Items<object>>('dead-letter', 'list', '--device', 'odd-1', '--no-replayed');
      expect(left.items).toMatchObject([{ id: nonsense }]);
      await json('dead-letter', 'discard', nonsense, '--yes');
      expect((await run('dead-letter', 'show', nonsense)).code).toBe(1);
    },
    SLOW,
  );

  it(
    'overview, status, ledger, receipts and connections tell of the operation',
    async () => {
      expect(await json('overview')).toMatchObject({ sites: [{ site: 'Home' }] });
      expect(await json('status')).toMatchObject({ ready: true, writer: { lag: 0 } });
      expect(await json('receipts', 'odd-1')).toMatchObject({
        items: expect.arrayContaining([expect.objectContaining({ gaps: [] })]),
      });
      const { items } = await json<Items<{ device: string }>>('connections', '--no-connected', '--site', 'Home');
      expect(items.map(({ device }) => device)).toContain('odd-1');
      for (const command of [['overview'], ['status'], ['ledger', 'odd-1'], ['receipts', 'odd-1'], ['connections']]) {
        const { code, stdout } = await run(...command, '--no-json');
        expect([command, code, stdout.includes('undefined')]).toEqual([command, 0, false]);
      }
    },
    SLOW,
  );

  it(
    'token and config: another machine signs in with a token, does what its scope allows, and is told the rest (A6)',
    async () => {
      const { token, id } = await json<{ token: string; id: string }>(
        'token',
        'create',
        'report',
        '--expires-in-days',
        '1',
      );
      expect(JSON.stringify(await json('token', 'list'))).not.toContain(token);
      const { http } = await api.status();
      const url = `http://${http.host}:${http.port}`;
      const env = { FIELDLINE_URL: url, FIELDLINE_TOKEN: token };
      const sites = await runBinary(['site', 'list'], env);
      expect([sites.code, JSON.parse(sites.stdout)]).toEqual([0, await json('site', 'list')]);
      const refused = await runBinary(['site', 'add', 'Other'], env);
      expect([refused.code, refused.stderr]).toEqual([
        1,
        expect.stringMatching(/needs the scope 'write'.*higher scope/),
      ]);
      const reset = await runBinary(['admin', 'reset', '--yes'], env);
      expect([reset.code, reset.stderr]).toEqual([2, expect.stringContaining('--data')]);
      expect(await json('admin', 'reset', '--yes')).toMatchObject({ name: 'admin', password: expect.any(String) });

      const home = { XDG_CONFIG_HOME: folder };
      const config = (...args: readonly string[]): Promise<BinaryRun> => runBinary(['config', ...args], home);
      const told = [
        await config('set', 'here', '--url', url, '--token-file', await made('token', `${token}\n`)),
        await config('set', 'there', '--url', 'http://127.0.0.1:9'),
        await config('use', 'there'),
        await config('list', '--json'),
        await config('path'),
      ];
      expect(told.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
      expect(JSON.stringify(told)).not.toContain(token);
      expect((await stat((told[4]?.stdout ?? '').trim())).mode & 0o777).toBe(0o600);
      expect((await runBinary(['site', 'list'], home)).code).toBe(3);
      expect((await runBinary(['site', 'list', '--server', 'here'], home)).code).toBe(0);
      await config('remove', 'there');
      await config('use', 'here');
      expect((await runBinary(['site', 'list'], home)).code).toBe(0);
      await json('token', 'revoke', id, '--yes');
      const ended = await runBinary(['site', 'list'], home);
      expect([ended.code, ended.stderr]).toEqual([1, expect.stringMatching(/FIELDLINE_TOKEN|config set/)]);
    },
    SLOW,
  );
});

/** How many read the live feed. */
async function readFeed(): Promise<{ readonly readers: number }> {
  const { metrics } = await api.status();
  const text = await (await fetch(`http://${metrics.host}:${metrics.port}/metrics`)).text();
  return { readers: Number(/^fieldline_gateway_live_readers(?:\{[^}]*\})? (\d+)/m.exec(text)?.[1] ?? 0) };
}
