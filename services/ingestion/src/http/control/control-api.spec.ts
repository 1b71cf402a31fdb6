import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DeviceIdentity } from '@fieldline/device-link';
import { createLogger, RetriableError, systemRandom } from '@fieldline/platform';
import type { ReadingToStore } from '@fieldline/readings';
import { PostgresReadingStore, READING_MIGRATIONS } from '@fieldline/readings-postgres';
import { migrate } from '@fieldline/relational';
import { PostgresDeviceConfigurationStore } from '../../adapters/postgres-device-configuration-store.js';
import { PostgresLedgerStore } from '../../adapters/postgres-ledger-store.js';
import { PROFILE, TestMachine } from '../../app/test-registry.contract.js';
import { IngestionModule } from '../../ingestion.module.js';
import { commitOf, counts } from '../../ports/ledger-fixture.contract.js';

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
}

let machine: TestMachine;
let application: NestFastifyApplication;
let folder: string;
let socketPath: string;
let readings: PostgresReadingStore;
let ledger: PostgresLedgerStore;
let numbers = 0;
let name: string;

beforeAll(async () => {
  machine = await TestMachine.open();
  const { registry, store, clock } = machine;
  const { pool } = machine.database;
  await migrate(pool, READING_MIGRATIONS);
  readings = new PostgresReadingStore({ pool, clock });
  ledger = new PostgresLedgerStore({ pool: () => pool });
  const configuration = new PostgresDeviceConfigurationStore({ pool: () => pool });
  const logger = createLogger('test', 'silent');
  const parts = { registry, store, configuration, ledger, readings, clock, random: systemRandom, logger };
  const module = IngestionModule.register(parts);
  application = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { logger: false });
  folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  socketPath = path.join(folder, 'control.sock');
  await application.init();
  await application.getHttpAdapter().getInstance().ready();
  await application.getHttpAdapter().getInstance().listen({ path: socketPath });
}, 60_000);

afterAll(async () => {
  await application.close();
  await machine.close();
  await rm(folder, { recursive: true });
});

beforeEach(() => {
  numbers += 1;
  name = `dev-${numbers}`;
  machine.pool = () => machine.database.pool;
});

function call(method: string, target: string, body?: unknown): Promise<Answer> {
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  const headers = text === undefined ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = request({ socketPath, method, path: target, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const json = Buffer.concat(parts).toString();
        const type = String(answer.headers['content-type']);
        resolve({
          status: answer.statusCode ?? 0,
          type,
          body: json === '' ? {} : (JSON.parse(json) as Answer['body']),
        });
      });
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

const LAB = { timeZone: 'Europe/Berlin', currency: 'EUR' };

async function addDevice(change: Readonly<Record<string, unknown>> = {}): Promise<Answer['body']> {
  await call('PUT', '/v1/sites/lab', LAB);
  const { body } = await call('PUT', `/v1/devices/${name}`, { site: 'lab', profile: PROFILE.id, ...change });
  return body['device'] as Answer['body'];
}

function expectProblem(answer: Answer, status: number, detail: RegExp): void {
  expect(answer.type).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({ status, type: expect.stringMatching(/^urn:fieldline:problem:/) });
  expect(answer.body['detail']).toMatch(detail);
  expect(answer.status).toBe(status);
}

describe('sites', () => {
  it('are created with 201, changed with 200, and told as they are', async () => {
    const site = { ...LAB, lifetime: 'history' };
    const created = await call('PUT', `/v1/sites/Werk%20${numbers}`, site);
    expect(created).toMatchObject({ status: 201, body: { ...site, name: `Werk ${numbers}`, tenantId: 'default' } });
    const changed = await call('PUT', `/v1/sites/Werk%20${numbers}`, { ...LAB, currency: 'CHF' });
    expect(changed).toMatchObject({ status: 200, body: { id: created.body['id'], currency: 'CHF', lifetime: null } });
  });

  it.each([
    [{ ...LAB, timeZone: 'Mars/Olympus' }, /timeZone: 'Mars\/Olympus' is no IANA time zone/],
    [{ ...LAB, currency: 'XYZ' }, /currency: 'XYZ' is no ISO 4217 code/],
    [{ timeZone: 'UTC' }, /currency: /],
    [{ ...LAB, lifetime: 'forever' }, /lifetime: /],
    [{ ...LAB, extra: 1 }, /extra/],
    [[], /body: /],
  ])('refuse %j and say what is wrong', async (body, detail) => {
    expectProblem(await call('PUT', '/v1/sites/bad', body), 422, detail);
  });
});

describe('devices', () => {
  it('are registered with 201 and told with site and profile (E2)', async () => {
    await call('PUT', '/v1/sites/lab', LAB);
    const body = {
      site: 'lab',
      profile: PROFILE.id,
      name: 'Roof',
      type: 'esp32',
      mac: `A4-CF-12-0B-3E-${10 + numbers}`,
    };
    const created = await call('PUT', `/v1/devices/${name}`, body);
    const device = {
      externalId: name,
      name: 'Roof',
      type: 'esp32',
      mac: `a4:cf:12:0b:3e:${10 + numbers}`,
      site: 'lab',
    };
    expect(created).toMatchObject({ status: 201, body: { created: true, device } });
    expect(await call('GET', `/v1/devices/${name}`)).toMatchObject({ status: 200, body: device });
    const { body: list } = await call('GET', '/v1/devices');
    expect(list['devices']).toContainEqual(created.body['device']);
  });

  it('keep what a change leaves out', async () => {
    await addDevice({ name: 'Roof', type: 'sensor' });
    const again = await call('PUT', `/v1/devices/${name}`, { site: 'lab', profile: PROFILE.id });
    expect(again).toMatchObject({ status: 200, body: { created: false, device: { name: 'Roof', type: 'sensor' } } });
  });

  it('are put behind a gateway by its external id, and behind nothing else', async () => {
    await addDevice({ type: 'gateway' });
    const body = { site: 'lab', profile: PROFILE.id, gateway: name };
    const child = await call('PUT', `/v1/devices/${name}-child`, body);
    expect(child.body['device']).toMatchObject({ gateway: name });
    const behindChild = { ...body, gateway: `${name}-child` };
    expectProblem(await call('PUT', `/v1/devices/${name}-b`, behindChild), 422, /it has to be of type gateway/);
    expectProblem(await call('PUT', `/v1/devices/${name}`, body), 422, /not its own gateway/);
    expectProblem(await call('PUT', `/v1/devices/${name}-b`, { ...body, gateway: 'none' }), 422, /no device 'none'/);
  });

  it.each([
    [{ site: 'nowhere', profile: PROFILE.id }, /no site 'nowhere'/],
    [{ site: 'lab', profile: 'nothing' }, /no profile 'nothing'/],
    [{ site: 'lab', profile: PROFILE.id, mac: '01:00:5e:00:00:01' }, /mac: '01:00:5e:00:00:01' is no MAC address/],
    [{ site: 'lab', profile: PROFILE.id, type: 'toaster' }, /type: /],
    [{ profile: PROFILE.id }, /site: /],
  ])('refuse %j and say what is wrong', async (body, detail) => {
    await call('PUT', '/v1/sites/lab', LAB);
    expectProblem(await call('PUT', `/v1/devices/${name}`, body), 422, detail);
  });

  it('refuse a MAC address that another device has with 409 (E2)', async () => {
    const mac = `a4:cf:12:0b:3e:${10 + numbers}`;
    await addDevice({ mac });
    const answer = await call('PUT', `/v1/devices/${name}-twin`, { site: 'lab', profile: PROFILE.id, mac });
    expectProblem(answer, 409, /mac: another device/);
  });

  it('refuse external ids that cannot stand in a topic', async () => {
    for (const id of ['enrol', 'a%2Fb', '%23', 'x'.repeat(65)]) {
      const answer = await call('PUT', `/v1/devices/${id}`, { site: 'lab', profile: PROFILE.id });
      expect(answer.status).toBe(422);
    }
  });

  it('that are not there are told so', async () => {
    for (const rest of ['', '/ledger', '/series?metric=pm25']) {
      expectProblem(await call('GET', `/v1/devices/nobody${rest}`), 404, /no device 'nobody'/);
    }
    expectProblem(await call('POST', '/v1/devices/nobody/secrets'), 404, /no device 'nobody'/);
  });
});

describe('secrets', () => {
  async function signIn(username: string, password: string, clientId: string): Promise<DeviceIdentity | undefined> {
    const { directory } = machine.registry;
    const decided = await directory.authenticate({ clientId, username, password: Buffer.from(password) });
    return decided.kind === 'accepted' ? decided.identity : undefined;
  }

  it('open the door at once, and no more once they are revoked', async () => {
    await addDevice();
    const { status, body } = await call('POST', `/v1/devices/${name}/secrets`);
    expect(status).toBe(201);
    const [username, secret] = [String(body['username']), String(body['secret'])];
    expect(await signIn(username, secret, 'any')).toMatchObject({ externalId: name });
    expect((await call('DELETE', `/v1/credentials/${String(body['id'])}`)).status).toBe(204);
    expect(await signIn(username, secret, 'any')).toBeUndefined();
  });

  it('may be given an end', async () => {
    await addDevice();
    const { body } = await call('POST', `/v1/devices/${name}/secrets`, { expiresInSeconds: 60 });
    expect(await signIn(name, String(body['secret']), 'any')).toBeDefined();
    machine.now = Date.now() + 61_000;
    expect(await signIn(name, String(body['secret']), 'any')).toBeUndefined();
    machine.now = undefined;
    const bad = await call('POST', `/v1/devices/${name}/secrets`, { expiresInSeconds: -1 });
    expectProblem(bad, 422, /expiresInSeconds/);
  });

  it('for enrolment belong to a site and name a profile', async () => {
    await call('PUT', '/v1/sites/lab', LAB);
    const { status, body } = await call('POST', '/v1/sites/lab/enrolment-keys', { profile: PROFILE.id });
    expect(status).toBe(201);
    expect(await signIn('enrol', String(body['key']), name)).toMatchObject({ externalId: name });
    expectProblem(await call('POST', '/v1/sites/none/enrolment-keys', { profile: PROFILE.id }), 404, /no site/);
    expectProblem(await call('POST', '/v1/sites/lab/enrolment-keys', { profile: 'none' }), 422, /no profile/);
  });

  it('are nowhere in the database', async () => {
    await addDevice();
    const { body } = await call('POST', `/v1/devices/${name}/secrets`);
    const { rows } = await machine.database.pool.query(
      'select credential::text as text from registry.credential credential union all select outbox::text from registry.outbox outbox',
    );
    expect(JSON.stringify(rows)).not.toContain(String(body['secret']));
  });

  it('that are not there cannot be revoked', async () => {
    expectProblem(await call('DELETE', `/v1/credentials/01J${'0'.repeat(23)}`), 404, /no credential/);
    expect((await call('DELETE', '/v1/credentials/x')).status).toBe(422);
  });
});

describe('the ledger', () => {
  it('is zero at first and then what the writer counted', async () => {
    const { id } = await addDevice();
    const empty = await call('GET', `/v1/devices/${name}/ledger`);
    expect(empty).toMatchObject({ status: 200, body: { received: 0, stored: 0, refusedValues: 0 } });
    const { epoch } = await ledger.assign('writer', name, 0);
    const counted = counts(String(id), { stored: 7, duplicate: 2, refused: 1, refusedValues: 3 });
    await ledger.commit(commitOf({ topic: name, epoch, counts: [counted] }));
    const { body } = await call('GET', `/v1/devices/${name}/ledger`);
    expect(body).toMatchObject({ received: 10, stored: 7, duplicate: 2, refused: 1, refusedValues: 3, shed: 0 });
  });
});

describe('a series', () => {
  const start = Date.UTC(2026, 0, 1);

  async function addReadings(count: number): Promise<void> {
    const { id } = await addDevice();
    const of = (index: number): ReadingToStore => ({
      ...{ tenantId: 'default', deviceId: String(id), lifetime: 'history', quality: 'good' },
      ...{ measuredAt: start + index * 1000, receivedAt: start, position: index, identity: BigInt(index) },
      valuesJson: JSON.stringify({ pm25: index }),
    });
    await readings.write(Array.from({ length: count }, (_, index) => of(index)));
  }

  it('comes with the profile’s unit, for times in ms and RFC 3339 alike', async () => {
    await addReadings(10);
    const points = [2, 3, 4].map((index) => [start + index * 1000, index]);
    const expected = { status: 200, body: { device: name, metric: 'pm25', unit: 'ug/m3', points } };
    const target = `/v1/devices/${name}/series?metric=pm25`;
    expect(await call('GET', `${target}&from=${start + 2000}&to=${start + 5000}`)).toEqual({
      ...expected,
      type: expect.any(String),
    });
    const rfc = '&from=2026-01-01T00:00:02Z&to=2026-01-01T01:00:05%2B01:00';
    expect(await call('GET', target + rfc)).toMatchObject(expected);
  });

  it('holds no more points than asked for', async () => {
    await addReadings(100);
    const target = `/v1/devices/${name}/series?metric=pm25&from=${start}&to=${start + 100_000}&points=10`;
    const { body } = await call('GET', target);
    expect((body['points'] as unknown[]).length).toBeLessThanOrEqual(10);
    expect(body['points']).toContainEqual([start + 99_000, 99]);
  });

  it.each([
    ['metric=nonsense', /no metric 'nonsense', but pm25/],
    ['', /metric: /],
    ['metric=pm25&from=yesterday', /from: expected ms since 1970 or RFC 3339/],
    ['metric=pm25&from=2000&to=1000', /from: expected a time before `to`/],
    ['metric=pm25&points=1', /points: /],
    ['metric=pm25&points=1e9', /points: /],
  ])('refuses ?%s and says what is wrong', async (query, detail) => {
    await addDevice();
    expectProblem(await call('GET', `/v1/devices/${name}/series?${query}`), 422, detail);
  });
});

describe('problems', () => {
  it('are told of a body that is not JSON, and of a path that is not there', async () => {
    expectProblem(await call('PUT', '/v1/sites/lab', '{"timeZone":'), 400, /JSON/);
    expectProblem(await call('GET', '/v1/nothing'), 404, /./);
  });

  it('say 503 while the store is away', async () => {
    machine.pool = () => {
      throw new RetriableError('PostgreSQL is away');
    };
    expectProblem(await call('GET', '/v1/devices'), 503, /try again/);
    expectProblem(await call('PUT', '/v1/sites/lab', LAB), 503, /try again/);
  });

  it('tell nothing of a fault of our own', async () => {
    machine.pool = () => {
      throw new Error('secret detail');
    };
    const { status, body } = await call('GET', '/v1/devices');
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('secret detail');
  });
});
