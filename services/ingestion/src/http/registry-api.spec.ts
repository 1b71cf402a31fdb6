import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HttpMethod } from '@fieldline/contracts';
import { systemClock, systemRandom, ulid } from '@fieldline/platform';
import { PROFILE } from '../app/test-registry.contract.js';
import { ADMIN, ApiDoor } from './api-door.contract.js';

let door: ApiDoor;
let numbers = 0;

const BATTERY = {
  ...{ chemistry: 'LFP', nominalCapacityAh: 100, nominalVoltageV: 51.2, seriesCells: 16, parallelCells: 1 },
  ...{ maxChargePowerW: 1000, maxDischargePowerW: 1000 },
};
const METRIC = { metric: 'pm25', unit: 'ug/m3', kind: 'gauge', type: 'number', stalenessSeconds: 60 };
const BOARD = {
  ...PROFILE,
  id: 'board',
  metrics: [
    { metric: 'stateOfCharge', unit: '%', kind: 'gauge', type: 'number', stalenessSeconds: 60 },
    { metric: 'switch1', unit: '1', kind: 'state', type: 'boolean', stalenessSeconds: 60 },
  ],
} as const;
const PACK = { id: 'test', profiles: [PROFILE, BOARD] };
const LAB = { name: 'lab', timeZone: 'UTC', currency: 'EUR' };
/** Another tenant's, who may all. */
const STRANGER = { ...ADMIN, tenantId: 'other', id: '01J00000000000000000000002' };

beforeAll(async () => {
  door = await ApiDoor.open([PACK]);
  await door.call('POST', '/sites', { body: LAB });
}, 60_000);
afterAll(() => door.close());

function add(profile: string, body: object) {
  return door.call('POST', `/profiles/${profile}/versions`, { body: { name: 'P', lifetime: 'raw-30d', ...body } });
}

async function register(profile: string): Promise<string> {
  numbers += 1;
  await door.call('POST', '/devices', { body: { device: `r${numbers}`, site: 'lab', profile } });
  return `r${numbers}`;
}

describe('profiles of the API', () => {
  it('get their next version, which stands in the snapshot, and are listed by their newest', async () => {
    expect(await add('own', { metrics: [METRIC] })).toMatchObject({ status: 201, body: { id: 'own', version: 1 } });
    expect(await add('own', { metrics: [METRIC], name: 'Two' })).toMatchObject({ status: 201, body: { version: 2 } });
    expect(door.machine.registry.snapshot.profile('default', 'own', 2)).toMatchObject({ name: 'Two' });
    const newest = await door.all('/profiles', 1);
    expect(newest.map(({ id, version }) => [id, version])).toEqual([
      ['air-station', 1],
      ['board', 1],
      ['own', 2],
    ]);
    expect((await door.all('/profiles/own/versions', 1)).map(({ version }) => version)).toEqual([2, 1]);
    expect((await door.call('GET', '/profiles/own/versions/1')).body).toMatchObject({ name: 'P', devices: 0 });
    expect((await door.call('GET', '/profiles/own/versions/9')).status).toBe(404);
    expect((await door.call('GET', '/profiles/nothing/versions')).status).toBe(404);
  });

  it('leave devices at their version, or move those of the version before', async () => {
    await add('moved', { metrics: [METRIC] });
    const device = await register('moved');
    await add('moved', { metrics: [METRIC] });
    expect((await door.call('GET', `/devices/${device}`)).body).toMatchObject({ profile: { version: 1 } });
    const later = await register('moved');
    expect(await add('moved', { metrics: [METRIC], moveDevices: true })).toMatchObject({ body: { devices: 1 } });
    expect((await door.call('GET', `/devices/${device}`)).body).toMatchObject({ profile: { version: 1 } });
    expect((await door.call('GET', `/devices/${later}`)).body).toMatchObject({ profile: { version: 3 } });
  });

  it('get different versions where two add one at once', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => add('raced', { metrics: [METRIC] })));
    expect(answers.map(({ body }) => body['version']).sort()).toEqual([1, 2, 3]);
  });

  it.each([
    [[METRIC, METRIC], 'metrics.1.metric'],
    [[METRIC, { ...METRIC, metric: 'b', keyPath: ['pm25', 'raw'] }], 'metrics.1.keyPath'],
    [[{ ...METRIC, min: 2, max: 1 }], 'metrics.0.max'],
    [[{ ...METRIC, unit: 'a b' }], 'metrics.0.unit'],
    [[{ ...METRIC, arrivesIn: 'mg/m3' }], 'metrics.0.arrivesIn'],
    [[{ ...METRIC, kind: 'state', type: 'boolean', min: 0 }], 'metrics.0.min'],
    [[{ ...METRIC, metric: 'B' }], 'metrics.0.metric'],
  ])('refuse with 422 what cannot be: %#', async (metrics, at) => {
    const answer = await add('wrong', { metrics });
    expect(answer).toMatchObject({ status: 422, body: { faults: [{ at: `body.${at}` }] } });
  });
});

describe('configuration of the API', () => {
  it('is set down by whom the caller is, with 201 when new (B4, E2)', async () => {
    const device = await register('board');
    const caller = { ...ADMIN, name: 'Operator' };
    const put = () => door.call('PUT', `/devices/${device}/battery`, { body: BATTERY, caller });
    expect(await put()).toMatchObject({ status: 201, body: { ...BATTERY, createdBy: 'Operator', lastSeen: null } });
    expect((await put()).status).toBe(200);
    expect((await door.call('GET', `/devices/${device}/battery`)).body).toMatchObject({ device, ...BATTERY });
    const switches = [{ id: 'switch1', name: 'Lamp', type: 'light', gpio: null, relayGpio: 5 }];
    const board = await door.call('PUT', `/devices/${device}/switches`, { body: { switches, ip: 'fe80::1' }, caller });
    expect(board).toMatchObject({ status: 201, body: { updatedBy: 'Operator', ip: 'fe80::1', switches } });
    expect((await door.call('GET', `/devices/${device}/switches`)).body).toEqual(board.body);
    const wrong = await door.call('PUT', `/devices/${device}/switches`, { body: { switches, ip: 'fe80::1%eth0' } });
    expect(wrong).toMatchObject({ status: 422, body: { faults: [{ at: 'body.ip' }] } });
  });

  it('is not found where nothing is set down', async () => {
    const device = await register('board');
    expect((await door.call('GET', `/devices/${device}/battery`)).status).toBe(404);
    expect((await door.call('GET', `/devices/${device}/switches`)).status).toBe(404);
  });
});

describe('ledger and receipts of the API', () => {
  it('are those of the device, the newest run first', async () => {
    const device = await register('board');
    const { body } = await door.call('GET', `/devices/${device}`);
    expect((await door.call('GET', `/devices/${device}/ledger`)).body).toMatchObject({ received: 0, stored: 0 });
    const runs = [1, 2, 3].map(() => ulid(systemClock, systemRandom)).sort();
    for (const run of runs) {
      for (const stream of ['reading', 'refused']) {
        await door.machine.database.pool.query(
          `insert into registry.receipt (tenant_id, device_id, run_id, stream, last_n, applied, gaps)
           values ('default', $1, $2, $3, 3, 2, '[{"from":2,"to":2}]')`,
          [body['id'], run, stream],
        );
      }
    }
    const listed = await door.all(`/devices/${device}/receipts`, 1);
    const order = [...runs].reverse().flatMap((run) => [`${run} reading`, `${run} refused`]);
    expect(listed.map(({ runId, stream }) => `${String(runId)} ${String(stream)}`)).toEqual(order);
    expect(listed[0]).toMatchObject({ last: 3, applied: 2, gaps: [{ from: 2, to: 2 }] });
  });
});

describe('two tenants with the same names', () => {
  it('see and change nothing of each other', async () => {
    const { store, registry } = door.machine;
    await store.addTenant('other');
    await store.addProfile(
      { ...BOARD, metrics: [...BOARD.metrics], tenantId: 'other' },
      {
        eventId: ulid(systemClock, systemRandom),
        occurredAt: Date.now(),
      },
    );
    const theirs = (method: HttpMethod, path: string, body?: object) =>
      door.call(method, path, { caller: STRANGER, ...(body === undefined ? {} : { body }) });
    const site = await theirs('POST', '/sites', LAB);
    expect(site.status).toBe(201);
    const device = await register('board');
    expect((await theirs('GET', `/devices/${device}`)).status).toBe(404);
    const own = await theirs('POST', '/devices', { device, site: 'lab', profile: 'board' });
    expect(own).toMatchObject({ status: 201, body: { siteId: site.body['id'] } });
    const secret = await theirs('POST', `/devices/${device}/secrets`);
    expect(secret.body).toMatchObject({ username: `${device}@other` });

    const mine = (await door.call('GET', `/devices/${device}`)).body;
    expect(mine['id']).not.toBe(own.body['id']);
    const { body: room } = await door.call('POST', '/locations', { body: { siteId: mine['siteId'], name: 'room' } });
    const { body: key } = await door.call('POST', '/enrolment-keys', {
      body: { siteId: mine['siteId'], profile: 'board' },
    });
    const paths = [`/sites/${String(mine['siteId'])}`, `/locations/${String(room['id'])}`];
    for (const path of paths) {
      expect((await theirs('GET', path)).status).toBe(404);
      expect((await theirs('PATCH', path, { name: 'taken' })).status).toBe(404);
      expect((await theirs('DELETE', path)).status).toBe(404);
    }
    expect((await theirs('DELETE', `/credentials/${String(key['id'])}`)).status).toBe(404);
    expect((await theirs('GET', '/profiles/air-station/versions')).status).toBe(404);
    expect((await theirs('POST', '/locations', { siteId: mine['siteId'], name: 'x' })).status).toBe(404);
    expect((await theirs('POST', '/enrolment-keys', { siteId: mine['siteId'], profile: 'board' })).status).toBe(404);
    expect((await theirs('PATCH', `/devices/${device}`, { locationId: room['id'] })).status).toBe(422);
    expect((await theirs('PATCH', `/devices/${device}`, { site: mine['siteId'] })).status).toBe(422);
    for (const path of ['/locations', '/enrolment-keys']) expect(await door.all(path, 10, STRANGER)).toEqual([]);
    expect((await door.all('/sites', 10, STRANGER)).map(({ id }) => id)).toEqual([site.body['id']]);
    expect(await door.all('/profiles', 10, STRANGER)).toMatchObject([{ id: 'board', devices: 1 }]);

    await theirs('PUT', `/devices/${device}/battery`, BATTERY);
    expect((await door.call('GET', `/devices/${device}/battery`)).status).toBe(404);
    expect((await theirs('DELETE', `/devices/${device}`)).status).toBe(204);
    expect((await door.call('GET', `/devices/${device}`)).body).toEqual(mine);
    expect(registry.snapshot.deviceByExternalId('default', device)).toBeDefined();
  });
});
