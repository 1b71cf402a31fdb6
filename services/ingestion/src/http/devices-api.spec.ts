import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN, ApiDoor, type ApiAnswer } from './api-door.contract.js';

let door: ApiDoor;
let numbers = 0;
let device: string;
let site: string;
let siteId: string;

const BERLIN = { timeZone: 'Europe/Berlin', currency: 'EUR' };

async function newSite(): Promise<string> {
  numbers += 1;
  site = `site ${numbers}`;
  const { body } = await door.call('POST', '/sites', { body: { name: site, ...BERLIN } });
  siteId = String(body['id']);
  return siteId;
}

async function register(more: object = {}): Promise<ApiAnswer> {
  numbers += 1;
  device = `d${numbers}`;
  return door.call('POST', '/devices', { body: { device, site, profile: 'air-station', ...more } });
}

beforeAll(async () => {
  door = await ApiDoor.open();
  await newSite();
}, 60_000);
afterAll(() => door.close());

describe('devices of the API', () => {
  it('are registered with 201, told, and may sign in at once (E2)', async () => {
    const mac = 'A4-CF-12-0B-3E-9D';
    const made = await register({ name: 'Roof', type: 'esp32', mac });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ device, site, siteId, name: 'Roof', mac: 'a4:cf:12:0b:3e:9d', disabled: false });
    expect((await door.call('GET', `/devices/${device}`)).body).toEqual(made.body);
    expect(door.machine.registry.snapshot.device(String(made.body['id']))).toMatchObject({ externalId: device });
    await door.call('PATCH', `/devices/${device}`, { body: { mac: null } });
  });

  it('are registered once, though two ask at once', async () => {
    numbers += 1;
    const body = { device: `d${numbers}`, site, profile: 'air-station' };
    const answers = await Promise.all([1, 2, 3].map(() => door.call('POST', '/devices', { body })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('are put with 201 when new and 200 when known, at a site by name or ULID', async () => {
    numbers += 1;
    const path = `/devices/d${numbers}`;
    expect((await door.call('PUT', path, { body: { site, profile: 'air-station', name: 'A' } })).status).toBe(201);
    const again = await door.call('PUT', path, { body: { site: siteId, profile: 'air-station' } });
    expect(again).toMatchObject({ status: 200, body: { name: 'A' } });
    expect(
      (await door.call('PUT', '/devices/nobody', { body: { site, profile: 'air-station' }, ifMatch: '"x"' })).status,
    ).toBe(412);
  });

  it.each([
    [{ site: 'nowhere' }, 'body.site'],
    [{ profile: 'nothing' }, 'body.profile'],
    [{ mac: 'ff:ff:ff:ff:ff:ff' }, 'body.mac'],
    [{ gateway: 'nobody' }, 'body.gateway'],
    [{ locationId: '01J00000000000000000000009' }, 'body.locationId'],
  ])('are refused with 422 for %j', async (wrong, at) => {
    expect(await register(wrong)).toMatchObject({ status: 422, body: { faults: [{ at }] } });
    await register();
    const patch = await door.call('PATCH', `/devices/${device}`, { body: wrong });
    expect(patch).toMatchObject({ status: 422, body: { faults: [{ at }] } });
  });

  it('change what is named alone, and null clears', async () => {
    await register({ type: 'gateway' });
    const gateway = device;
    const { body: room } = await door.call('POST', '/locations', { body: { siteId, name: `room ${numbers}` } });
    const mac = `02:00:00:00:00:${String(numbers).padStart(2, '0')}`;
    await register({ name: 'kept', gateway, mac, locationId: room['id'] });
    const path = `/devices/${device}`;
    const cleared = { mac: null, gateway: null, locationId: null };
    expect((await door.call('GET', path)).body).toMatchObject({ gateway, mac, locationId: room['id'] });
    expect(await door.call('PATCH', path, { body: cleared })).toMatchObject({
      status: 200,
      body: { name: 'kept', ...cleared },
    });
    expect((await door.call('PATCH', '/devices/nobody', { body: {} })).status).toBe(404);
  });

  it('are at no location of another site, and leave theirs when they move', async () => {
    const { body: room } = await door.call('POST', '/locations', { body: { siteId, name: `room ${numbers}` } });
    await register({ locationId: room['id'] });
    const path = `/devices/${device}`;
    const other = await newSite();
    expect((await door.call('PATCH', path, { body: { site: other } })).body).toMatchObject({ locationId: null });
    const back = await door.call('PATCH', path, { body: { locationId: room['id'] } });
    expect(back).toMatchObject({ status: 422, body: { faults: [{ at: 'body.locationId' }] } });
  });

  it('change once where two mean the same ETag', async () => {
    await register();
    const path = `/devices/${device}`;
    const { etag } = await door.call('GET', path);
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((name) => door.call('PATCH', path, { body: { name }, ifMatch: etag })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  it('lose their connection at once when they are disabled, and get no new one', async () => {
    const { body } = await register();
    const { body: secret } = await door.call('POST', `/devices/${device}/secrets`);
    const { directory, snapshot } = door.machine.registry;
    const closed: string[] = [];
    snapshot.onDisconnect((id) => closed.push(id));
    const signIn = () =>
      directory.authenticate({
        clientId: device,
        username: String(secret['username']),
        password: Buffer.from(String(secret['secret'])),
      });
    expect(await signIn()).toMatchObject({ kind: 'accepted' });
    await door.call('PATCH', `/devices/${device}`, { body: { disabled: true } });
    expect(closed).toEqual([body['id']]);
    expect(await signIn()).toEqual({ kind: 'refused', reason: 'the device is disabled' });
    await door.call('PATCH', `/devices/${device}`, { body: { disabled: false } });
    expect(await signIn()).toMatchObject({ kind: 'accepted' });
  });
});

describe('secrets of the API', () => {
  it('are told once, listed without themselves, and ended', async () => {
    await register();
    const first = await door.call('POST', `/devices/${device}/secrets`);
    expect(first).toMatchObject({ status: 201, body: { username: device, expiresAt: null } });
    const second = await door.call('POST', `/devices/${device}/secrets`, { body: { expiresInSeconds: 60 } });
    const listed = await door.all(`/devices/${device}/secrets`, 1);
    expect(listed.map(({ id, revoked }) => [id, revoked])).toEqual([
      [second.body['id'], false],
      [first.body['id'], false],
    ]);
    expect(JSON.stringify(listed)).not.toContain(String(first.body['secret']));
    expect((await door.call('DELETE', `/credentials/${String(first.body['id'])}`)).status).toBe(204);
    const [, ended] = await door.all(`/devices/${device}/secrets`, 1);
    expect(ended).toMatchObject({ id: first.body['id'], revoked: true });
    expect((await door.call('DELETE', `/credentials/${siteId}`)).status).toBe(404);
  });

  it('replace all earlier ones where that is wanted', async () => {
    await register();
    await door.call('POST', `/devices/${device}/secrets`);
    await door.call('POST', `/devices/${device}/secrets`);
    const { body } = await door.call('POST', `/devices/${device}/secrets`, { body: { replace: true } });
    const listed = await door.all(`/devices/${device}/secrets`, 10);
    expect(listed.filter(({ revoked }) => revoked === false).map(({ id }) => id)).toEqual([body['id']]);
    const known = door.machine.registry.snapshot.deviceByExternalId('default', device);
    const usable = door.machine.registry.snapshot.secrets(known?.id ?? '').filter(({ revoked }) => !revoked);
    expect(usable).toHaveLength(1);
  });
});

describe('enrolment keys of the API', () => {
  it('are told once, count whom they registered, and end', async () => {
    await newSite();
    const made = await door.call('POST', '/enrolment-keys', { body: { siteId, profile: 'air-station' } });
    expect(made).toMatchObject({ status: 201, body: { siteId, profile: { id: 'air-station' }, registered: 0 } });
    numbers += 1;
    const signIn = { clientId: `e${numbers}`, username: 'enrol', password: Buffer.from(String(made.body['key'])) };
    const { directory } = door.machine.registry;
    expect(await directory.authenticate(signIn)).toMatchObject({ kind: 'accepted' });
    const path = `/enrolment-keys?site=${siteId}&profile=air-station`;
    expect(await door.all(path, 1)).toMatchObject([{ id: made.body['id'], registered: 1, revoked: false }]);
    expect((await door.call('DELETE', `/credentials/${String(made.body['id'])}`)).status).toBe(204);
    expect(await directory.authenticate(signIn)).toMatchObject({ kind: 'refused' });
    expect(await door.all(path, 1)).toMatchObject([{ revoked: true }]);
  });

  it('need a site and a profile that are there', async () => {
    const nowhere = { siteId: '01J00000000000000000000009', profile: 'air-station' };
    expect((await door.call('POST', '/enrolment-keys', { body: nowhere })).status).toBe(404);
    const nothing = { siteId, profile: 'nothing' };
    expect(await door.call('POST', '/enrolment-keys', { body: nothing })).toMatchObject({ status: 422 });
  });
});

describe('devices from CSV', () => {
  const send = (body: string, query = '') => door.call('POST', `/devices/import${query}`, { body, type: 'text/csv' });

  it('are registered with quotes, BOM and CRLF, gateways before those behind them, secrets for the new', async () => {
    const csv = [
      '\uFEFFdevice,site,profile,name,gateway,type',
      `c1,"${site}",air-station,"Roof, ""north""",cg,`,
      `cg,${site},air-station,,,gateway`,
      '',
    ].join('\r\n');
    const { status, body } = await send(csv, '?secrets=true');
    expect({ status, body }).toMatchObject({ status: 200, body: { created: 2, unchanged: 0, failed: [] } });
    expect(body['secrets']).toMatchObject([{ username: 'c1' }, { username: 'cg' }]);
    expect((await door.call('GET', '/devices/c1')).body).toMatchObject({ name: 'Roof, "north"', gateway: 'cg' });
    expect(door.machine.registry.snapshot.deviceByExternalId('default', 'c1')).toBeDefined();
    expect((await send(csv, '?secrets=true')).body).toEqual({ created: 0, unchanged: 2, failed: [], secrets: [] });
  });

  it('name each line that is wrong, which costs no other', async () => {
    await register();
    const csv = [
      'device,site,profile,mac',
      `ok-${numbers},${site},air-station,`,
      `bad id,${site},air-station,`,
      `x-${numbers},nowhere,air-station,`,
      `ok-${numbers},${site},air-station,`,
      `y-${numbers},${site}`,
      `z-${numbers},${site},air-station,1:2`,
      `${device},${site},air-station,02:00:00:00:ff:01`,
    ].join('\n');
    const { body } = await send(csv);
    expect(body).toMatchObject({ created: 1, unchanged: 0 });
    const failed = body['failed'] as { line: number; message: string }[];
    expect(failed.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7, 8]);
    expect(failed.map(({ message }) => message)).toEqual([
      expect.stringContaining('device: expected an external id'),
      expect.stringContaining("there is no site 'nowhere'"),
      expect.stringContaining('stands in line 2 already'),
      expect.stringContaining('2 fields; expected 4'),
      expect.stringContaining('no MAC address'),
      expect.stringContaining('with another mac'),
    ]);
  });

  it.each([
    ['', 422],
    ['device,site\n', 422],
    ['device,site,profile,colour\n', 422],
    ['device,site,profile\n"open', 422],
    [`device,site,profile\n${'a,b,c\n'.repeat(10_001)}`, 413],
    [`device,site,profile\n${'a,b,c\n'.repeat(10_001)}"not read so far`, 413],
  ])('are refused as a whole where the file is none: %#', async (csv, status) => {
    expect((await send(csv)).status).toBe(status);
  });

  it('come a thousand at once', async () => {
    const lines = Array.from({ length: 1000 }, (_, at) => `many-${at},${site},air-station`);
    const { body } = await send(['device,site,profile', ...lines].join('\n'));
    expect(body).toMatchObject({ created: 1000, failed: [] });
    expect(door.machine.registry.snapshot.deviceByExternalId('default', 'many-999')).toBeDefined();
  }, 60_000);
});

describe('a caller of one site', () => {
  it('finds nothing of another, and changes nothing there', async () => {
    const own = await newSite();
    await register();
    const mine = device;
    await newSite();
    await register();
    const caller = { ...ADMIN, sites: [own] };
    const as = (method: 'GET' | 'PATCH' | 'DELETE' | 'PUT' | 'POST', path: string, body?: object) =>
      door.call(method, path, { caller, ...(body === undefined ? {} : { body }) });
    expect((await as('GET', `/devices/${mine}`)).status).toBe(200);
    for (const path of ['', '/secrets', '/ledger', '/receipts']) {
      expect((await as('GET', `/devices/${device}${path}`)).status).toBe(404);
    }
    expect((await as('PATCH', `/devices/${device}`, { name: 'x' })).status).toBe(404);
    expect((await as('DELETE', `/devices/${device}`)).status).toBe(404);
    expect((await as('PUT', `/devices/${device}`, { site: own, profile: 'air-station' })).status).toBe(409);
    expect((await as('POST', `/devices/${device}/secrets`)).status).toBe(404);
    expect((await as('GET', `/sites/${siteId}`)).status).toBe(404);
    expect((await as('POST', '/devices', { device: 'mine', site, profile: 'air-station' })).status).toBe(422);
    expect((await door.all('/sites', 10, caller)).map(({ id }) => id)).toEqual([own]);
    expect((await as('POST', '/sites', { name: 'no', ...BERLIN })).status).toBe(403);
  });
});
