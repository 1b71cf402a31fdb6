import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RetriableError } from '@fieldline/platform';
import { PROFILE } from '../app/test-registry.contract.js';
import { PostgresLedgerStore } from '../adapters/postgres-ledger-store.js';
import { commitOf, counts } from '../ports/ledger-fixture.contract.js';
import { ApiDoor, type ApiAnswer } from './api-door.contract.js';

const IN_LAB = { site: 'lab', profile: PROFILE.id };

let door: ApiDoor;
let numbers = 0;
let name: string;

beforeAll(async () => {
  door = await ApiDoor.open();
  await door.call('POST', '/sites', { body: { name: 'lab', timeZone: 'Europe/Berlin', currency: 'EUR' } });
}, 60_000);
afterAll(() => door.close());

beforeEach(() => {
  numbers += 1;
  name = `dev-${numbers}`;
});
afterEach(() => {
  door.machine.pool = () => door.machine.database.pool;
  door.machine.now = undefined;
});

const put = (device: string, more: object = {}): Promise<ApiAnswer> =>
  door.call('PUT', `/devices/${device}`, { body: { ...IN_LAB, ...more } });

function expectProblem({ status, body }: ApiAnswer, expected: number, detail: RegExp): void {
  expect(body).toMatchObject({ status: expected, type: expect.stringMatching(/^urn:fieldline:problem:/) });
  expect(body['detail']).toMatch(detail);
  expect(status).toBe(expected);
}

describe('devices', () => {
  it('are put behind a gateway by its external id, and behind nothing else', async () => {
    await put(name, { type: 'gateway' });
    expect((await put(`${name}-child`, { gateway: name })).body).toMatchObject({ gateway: name });
    expectProblem(await put(`${name}-b`, { gateway: `${name}-child` }), 422, /it has to be of type gateway/);
    expectProblem(await put(name, { gateway: name }), 422, /not its own gateway/);
    expectProblem(await put(`${name}-b`, { gateway: 'none' }), 422, /no device 'none'/);
  });

  it.each([
    [{ site: 'nowhere' }, /no site 'nowhere'/],
    [{ profile: 'nothing' }, /no profile 'nothing'/],
    [{ mac: '01:00:5e:00:00:01' }, /mac: '01:00:5e:00:00:01' is no MAC address/],
    [{ type: 'toaster' }, /type: /],
    [{ site: undefined }, /site: /],
  ])('refuse %j and say what is wrong', async (more, detail) => {
    expectProblem(await put(name, more), 422, detail);
  });

  it('refuse a MAC address that another device has with 409 (E2)', async () => {
    const mac = `a4:cf:12:0b:3e:${10 + numbers}`;
    await put(name, { mac });
    expectProblem(await put(`${name}-twin`, { mac }), 409, /mac: another device/);
  });

  it('refuse external ids that cannot stand in a topic', async () => {
    for (const id of ['enrol', 'a%2Fb', '%23', 'x'.repeat(65)]) expect((await put(id)).status).toBe(422);
  });

  it('that are not there are told so', async () => {
    for (const rest of ['', '/ledger', '/receipts', '/secrets']) {
      expectProblem(await door.call('GET', `/devices/nobody${rest}`), 404, /no device 'nobody'/);
    }
    expectProblem(await door.call('POST', '/devices/nobody/secrets'), 404, /no device 'nobody'/);
  });
});

describe('secrets', () => {
  it('may be given an end', async () => {
    await put(name);
    const { body } = await door.call('POST', `/devices/${name}/secrets`, { body: { expiresInSeconds: 60 } });
    const signIn = async (): Promise<string> => {
      const password = Buffer.from(String(body['secret']));
      return (await door.machine.registry.directory.authenticate({ clientId: 'any', username: name, password })).kind;
    };
    expect(await signIn()).toBe('accepted');
    door.machine.now = Date.now() + 61_000;
    expect(await signIn()).not.toBe('accepted');
    door.machine.now = undefined;
    const bad = await door.call('POST', `/devices/${name}/secrets`, { body: { expiresInSeconds: -1 } });
    expectProblem(bad, 422, /expiresInSeconds/);
  });

  it('are nowhere in the database', async () => {
    await put(name);
    const { body } = await door.call('POST', `/devices/${name}/secrets`);
    const { rows } = await door.machine.database.pool.query(
      'select credential::text as text from registry.credential credential union all select outbox::text from registry.outbox outbox',
    );
    expect(String(body['secret']).length).toBeGreaterThan(20);
    expect(JSON.stringify(rows)).not.toContain(String(body['secret']));
  });

  it('that are not there cannot be revoked', async () => {
    expectProblem(await door.call('DELETE', `/credentials/01J${'0'.repeat(23)}`), 404, /no credential/);
    expect((await door.call('DELETE', '/credentials/x')).status).toBe(422);
  });
});

describe('the ledger', () => {
  it('is zero at first and then what the writer counted', async () => {
    const { body: device } = await put(name);
    const told = async () => (await door.call('GET', `/devices/${name}/ledger`)).body;
    expect(await told()).toMatchObject({ received: 0, stored: 0, refusedValues: 0 });
    const { pool } = door.machine.database;
    const ledger = new PostgresLedgerStore({ pool: () => pool });
    const { epoch } = await ledger.assign('writer', name, 0);
    const counted = counts(String(device['id']), { stored: 7, duplicate: 2, refused: 1, refusedValues: 3 });
    await ledger.commit(commitOf({ topic: name, epoch, counts: [counted] }));
    expect(await told()).toMatchObject({ received: 10, stored: 7, duplicate: 2, refused: 1, refusedValues: 3 });
  });
});

describe('problems', () => {
  it('are told of a body that is not JSON, and of a path that is not there', async () => {
    expectProblem(await door.call('PUT', `/devices/${name}`, { body: '{"site":' }), 400, /JSON/);
    expectProblem(await door.call('GET', '/nothing'), 404, /./);
  });

  it('say 503 while the store is away', async () => {
    door.machine.pool = () => {
      throw new RetriableError('PostgreSQL is away');
    };
    expectProblem(await door.call('GET', '/sites'), 503, /try again/);
    expectProblem(await put(name), 503, /try again/);
  });

  it('tell nothing of a fault of our own', async () => {
    door.machine.pool = () => {
      throw new Error('secret detail');
    };
    const { status, body } = await door.call('GET', '/sites');
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('secret detail');
  });
});
