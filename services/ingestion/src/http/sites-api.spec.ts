import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { siteV1 } from '@fieldline/contracts';
import { createLogger } from '@fieldline/platform';
import { RegistrySnapshot } from '../app/registry-snapshot.js';
import { readTopic } from '../app/test-registry.contract.js';
import { ADMIN, ApiDoor } from './api-door.contract.js';

let door: ApiDoor;
let numbers = 0;

beforeAll(async () => {
  door = await ApiDoor.open();
}, 60_000);
afterAll(() => door.close());

const BERLIN = { timeZone: 'Europe/Berlin', currency: 'EUR' };

async function newSite(): Promise<{ readonly id: string; readonly name: string }> {
  numbers += 1;
  const name = `site ${numbers}`;
  const { status, body } = await door.call('POST', '/sites', { body: { name, ...BERLIN } });
  expect(status).toBe(201);
  return { id: String(body['id']), name };
}

describe('sites of the API', () => {
  it('are made with 201, found at once, and known to the device link', async () => {
    const { id, name } = await newSite();
    const found = await door.call('GET', `/sites/${id}`);
    expect(found).toMatchObject({ status: 200, body: { id, name, ...BERLIN, lifetime: null, devices: 0 } });
    expect(door.machine.registry.snapshot.site(id)).toMatchObject({ name });
    expect((await door.call('GET', `/sites?name=${encodeURIComponent(name)}`)).body['items']).toEqual([found.body]);
  });

  it('are refused with 409 where the name is there', async () => {
    const { name } = await newSite();
    const again = await door.call('POST', '/sites', { body: { name, ...BERLIN } });
    expect(again).toMatchObject({ status: 409, body: { detail: expect.stringContaining('choose another name') } });
    const other = await newSite();
    expect((await door.call('PATCH', `/sites/${other.id}`, { body: { name } })).status).toBe(409);
  });

  it.each([
    [{ timeZone: 'Berlin' }, 'body.timeZone', 'Europe/Berlin'],
    [{ currency: 'XYZ' }, 'body.currency', 'ISO 4217'],
  ])('are refused with 422 for %j, which says what would be right', async (wrong, at, right) => {
    const { id } = await newSite();
    const fault = { status: 422, body: { faults: [{ at, message: expect.stringContaining(right) }] } };
    expect(await door.call('POST', '/sites', { body: { name: 'new', ...BERLIN, ...wrong } })).toMatchObject(fault);
    expect(await door.call('PATCH', `/sites/${id}`, { body: wrong })).toMatchObject(fault);
  });

  it('change where the ETag is theirs, and only there', async () => {
    const { id } = await newSite();
    const { etag } = await door.call('GET', `/sites/${id}`);
    const patch = { body: { currency: 'CHF' }, ifMatch: etag };
    expect(await door.call('PATCH', `/sites/${id}`, patch)).toMatchObject({ status: 200, body: { currency: 'CHF' } });
    expect((await door.call('PATCH', `/sites/${id}`, { ...patch, body: { currency: 'EUR' } })).status).toBe(412);
    expect(door.machine.registry.snapshot.site(id)).toMatchObject({ currency: 'CHF' });
    expect((await door.call('DELETE', `/sites/${id}`, { ifMatch: etag })).status).toBe(412);
  });

  it('go with locations and keys, and leave an empty record in their topic', async () => {
    const { id } = await newSite();
    await door.call('POST', '/locations', { body: { siteId: id, name: 'room' } });
    await door.call('POST', '/enrolment-keys', { body: { siteId: id, profile: 'air-station' } });
    expect((await door.call('DELETE', `/sites/${id}`)).status).toBe(204);
    expect((await door.call('GET', `/sites/${id}`)).status).toBe(404);
    expect((await door.call('DELETE', `/sites/${id}`)).status).toBe(404);
    expect(door.machine.registry.snapshot.site(id)).toBeUndefined();
    const records = (await readTopic(door.machine.bus, siteV1.topic)).filter(({ key }) => key === id);
    expect(records.at(-1)?.value).toHaveLength(0);
    const next = new RegistrySnapshot({ bus: door.machine.bus, logger: createLogger('test', 'silent') });
    await next.start();
    expect(next.site(id)).toBeUndefined();
    await next.close();
  });

  it('stay while they have devices', async () => {
    const { id, name } = await newSite();
    await door.call('POST', '/devices', { body: { device: `at-${numbers}`, site: name, profile: 'air-station' } });
    expect(await door.call('DELETE', `/sites/${id}`)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('1 devices') },
    });
    expect((await door.call('GET', `/sites/${id}`)).body).toMatchObject({ devices: 1 });
  });

  it('go although a device that moved on was enrolled and got its secret there', async () => {
    const old = await newSite();
    const next = await newSite();
    const device = `moved-${numbers}`;
    await door.call('POST', '/devices', { body: { device, site: old.name, profile: 'air-station' } });
    await door.call('POST', `/devices/${device}/secrets`);
    await door.call('PATCH', `/devices/${device}`, { body: { site: next.id } });
    expect((await door.call('DELETE', `/sites/${old.id}`)).status).toBe(204);
    expect((await door.call('GET', `/devices/${device}/secrets`)).body['items']).toHaveLength(1);
  });

  it('are listed by name a page at a time, none twice and none left out (E12)', async () => {
    for (let more = 0; more < 5; more += 1) await newSite();
    const names = (await door.all('/sites', 2)).map((site) => String(site['name']));
    expect(names).toEqual([...names].sort());
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual((await door.all('/sites', 1000)).map((site) => site['name']));
  });

  it.each(['x', 'WyJzaXRlcyJd', 'WyJsb2NhdGlvbnMiLCJhIiwiYiJd', 'WyJzaXRlcyIsImFcdTAwMDAiLCJiIl0', 'W1tdXQ'])(
    'refuse a cursor that is none of theirs: %s',
    async (cursor) => {
      const answer = await door.call('GET', `/sites?cursor=${cursor}`);
      expect(answer).toMatchObject({ status: 422, body: { faults: [{ at: 'query.cursor' }] } });
    },
  );
});

describe('locations of the API', () => {
  it('are made, told with their position, changed and taken away', async () => {
    const { id: siteId } = await newSite();
    const position = { latitudeDeg: 52.5, longitudeDeg: 13.4, altitudeM: null };
    const made = await door.call('POST', '/locations', { body: { siteId, name: 'roof', ...position } });
    expect(made).toMatchObject({ status: 201, body: { siteId, name: 'roof', ...position } });
    const path = `/locations/${String(made.body['id'])}`;
    const { etag } = await door.call('GET', path);
    const moved = { latitudeDeg: null, longitudeDeg: null };
    expect(await door.call('PATCH', path, { body: moved, ifMatch: etag })).toMatchObject({ status: 200, body: moved });
    expect((await door.call('PATCH', path, { body: { name: 'x' }, ifMatch: etag })).status).toBe(412);
    expect(await door.all(`/locations?site=${siteId}`, 1)).toHaveLength(1);
    expect((await door.call('DELETE', path)).status).toBe(204);
    expect((await door.call('GET', path)).status).toBe(404);
  });

  it('refuse half a position, a name that the site has, and a site that is not there', async () => {
    const { id: siteId } = await newSite();
    const post = (body: object) => door.call('POST', '/locations', { body: { siteId, name: 'a', ...body } });
    expect(await post({ latitudeDeg: 1 })).toMatchObject({
      status: 422,
      body: { faults: [{ at: 'body.longitudeDeg' }] },
    });
    expect((await post({})).status).toBe(201);
    expect((await post({})).status).toBe(409);
    expect((await post({ siteId: '01J00000000000000000000009' })).status).toBe(404);
  });

  it('leave their devices without one, and these tell of it', async () => {
    const { id: siteId, name: site } = await newSite();
    const { body } = await door.call('POST', '/locations', { body: { siteId, name: 'desk' } });
    const device = `placed-${numbers}`;
    const locationId = String(body['id']);
    const made = await door.call('POST', '/devices', { body: { device, site, profile: 'air-station', locationId } });
    expect(made.body).toMatchObject({ locationId });
    const id = String(made.body['id']);
    expect(door.machine.registry.snapshot.device(id)).toMatchObject({ locationId });
    await door.call('DELETE', `/locations/${locationId}`);
    expect((await door.call('GET', `/devices/${device}`)).body).toMatchObject({ locationId: null });
  });
});

describe('who asks', () => {
  it('is known, or hears 401', async () => {
    expect(await door.callAsNobody('/sites')).toBe(401);
  });

  it('needs the scope of the route', async () => {
    const reader = { ...ADMIN, scope: 'read' as const };
    expect((await door.call('POST', '/sites', { body: { name: 'no', ...BERLIN }, caller: reader })).status).toBe(403);
  });
});
