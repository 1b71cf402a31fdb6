import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { deviceV1, latestKey } from '@fieldline/contracts';
import { systemClock, type Clock } from '@fieldline/platform';
import {
  callerOf,
  deviceOf,
  metricOf,
  PROFILE,
  siteOf,
  TestGateway,
  ulidOf,
  until,
} from '../../test-gateway.contract.js';

const NOON = Date.UTC(2026, 4, 1, 12, 0, 30);
/** What passed on the clock since noon, ms. */
let ahead: number;
const clock: Clock = { ...systemClock, now: () => NOON + ahead };
let gateway: TestGateway;

const everything = { limit: 1_000 };
const listed = (query: object = {}, caller = callerOf()) => gateway.reads.devices(caller, { ...everything, ...query });
const namesOf = (query: object = {}, caller = callerOf()) => listed(query, caller).items.map(({ device }) => device);
const first = () => listed().items[0];

beforeEach(async () => {
  ahead = 0;
  gateway = await TestGateway.open({ clock });
  await gateway.putSite(siteOf(1));
  await gateway.putProfile(PROFILE);
});

afterEach(() => gateway.close());

describe('the fleet', () => {
  it('shows a change as soon as whoever made it asks', async () => {
    for (let number = 1; number <= 20; number += 1) {
      await gateway.tell(deviceV1, ulidOf(number), deviceOf(number));
      expect(await gateway.fleet.whenCaughtUp()).toBe(true);
      expect(listed().total).toBe(number);
    }
    await gateway.putDevice(deviceOf(7, { name: 'Kitchen' }));
    expect(listed({ q: 'KITCH' }).items).toMatchObject([{ device: 'd-00007', name: 'Kitchen', site: 'Site 1' }]);
    expect(namesOf({ q: 'Device 7' })).toEqual([]);
  });

  it('is silent, online while a reading is younger than the shortest staleness of its profile, then stale', async () => {
    const device = deviceOf(1);
    await gateway.putDevice(device);
    expect(first()).toMatchObject({ state: 'silent', lastReadingAt: null });
    await gateway.send(device, { voltage: 48 });
    await until('the reading', () => first()?.state === 'online');
    expect(first()?.lastReadingAt).toBe(NOON);
    ahead = 50_000;
    expect(first()?.state).toBe('online');
    ahead = 61_000;
    expect(first()?.state).toBe('stale');
    expect(gateway.reads.overview(callerOf()).total).toMatchObject({ devices: 1, online: 0, stale: 1, silent: 0 });
  });

  it('counts readings and what refused records stand for, by device, site and domain', async () => {
    const [one, two] = [deviceOf(1), deviceOf(2, { siteId: siteOf(2).id, profile: { id: 'plug', version: 1 } })];
    await gateway.putSite(siteOf(2));
    await gateway.putDevice(one, two);
    await gateway.send(one, ...Array.from({ length: 30 }, () => ({ voltage: 1 })));
    await gateway.send(two, { voltage: 1 });
    await gateway.refuse(one);
    await gateway.refuse(one, 411);
    await until('all of it', () => {
      const [a, b] = listed().items;
      return a?.refusedLastHour === 412 && a.state === 'online' && b?.lastReadingAt !== null;
    });
    ahead = 2_000;
    const { total, sites, domains } = gateway.reads.overview(callerOf());
    expect(total).toMatchObject({ devices: 2, refusedLastHour: 412, messagesPerSecond: 3.1 });
    expect(sites).toMatchObject([
      { site: 'Site 1', devices: 1, messagesPerSecond: 3, refusedLastHour: 412 },
      { site: 'Site 2', devices: 1, messagesPerSecond: 0.1, refusedLastHour: 0 },
    ]);
    expect(domains).toMatchObject([
      { domain: 'energy', domainName: 'Energy', devices: 1 },
      { domain: 'own', devices: 1 },
    ]);
    ahead = 30_000;
    expect(listed().items.map(({ readingsPerMinute }) => readingsPerMinute)).toEqual([30, 1]);
    ahead += 60_000;
    expect(first()?.readingsPerMinute).toBe(0);
    expect(gateway.reads.overview(callerOf()).total.messagesPerSecond).toBe(0);
    ahead = 62 * 60_000;
    expect(first()?.refusedLastHour).toBe(0);
  });

  it('filters by site, profile, domain, state, connection and disabled', async () => {
    const plug = deviceOf(2, { profile: { id: 'plug', version: 3 }, disabled: true });
    await gateway.putDevice(deviceOf(1), plug, deviceOf(3, { siteId: siteOf(2).id }));
    await gateway.connect(deviceOf(3), true);
    await gateway.send(deviceOf(1), { voltage: 1 });
    await until('the reading', () => first()?.state === 'online');
    expect(namesOf({ site: siteOf(2).id })).toEqual(['d-00003']);
    expect(namesOf({ profile: 'plug' })).toEqual(['d-00002']);
    expect(namesOf({ domain: 'own' })).toEqual(['d-00001', 'd-00003']);
    expect(namesOf({ state: 'silent' })).toEqual(['d-00002', 'd-00003']);
    expect(namesOf({ connected: true })).toEqual(['d-00003']);
    expect(namesOf({ disabled: false, connected: false })).toEqual(['d-00001']);
  });

  it('pages through all devices that match, each once, though some come and go meanwhile (E12)', async () => {
    await gateway.putDevice(...Array.from({ length: 25 }, (_, index) => deviceOf(index * 2)));
    const seen: string[] = [];
    let page = listed({ limit: 10 });
    for (let turn = 0; ; turn += 1) {
      seen.push(...page.items.map(({ device }) => device));
      if (page.next === undefined) break;
      if (turn === 0) {
        await gateway.putDevice(deviceOf(1), deviceOf(41));
        await gateway.tell(deviceV1, deviceOf(0).id, undefined);
        await gateway.fleet.whenCaughtUp();
      }
      page = listed({ limit: 10, cursor: page.next });
    }
    expect(page.total).toBe(26);
    const all = Array.from({ length: 25 }, (_, index) => deviceOf(index * 2).externalId);
    expect(seen).toEqual([...all, 'd-00041'].sort());
    expect(() => listed({ cursor: 'x?' })).toThrow('`next` of the page before');
  });

  it('lets a device go with its record, and meets another of the same name as new', async () => {
    await gateway.putDevice(deviceOf(1));
    await gateway.send(deviceOf(1), { voltage: 1 });
    await until('the reading', () => first()?.state === 'online');
    await gateway.tell(deviceV1, deviceOf(1).id, undefined);
    await gateway.fleet.whenCaughtUp();
    expect(listed().total).toBe(0);
    await gateway.putDevice(deviceOf(2, { externalId: 'd-00001' }));
    expect(listed().items).toMatchObject([{ device: 'd-00001', id: ulidOf(2), state: 'silent' }]);
  });

  it('knows a connection until it ends, whichever order the ends come in, and believes no process that is gone', async () => {
    await gateway.putDevice(deviceOf(1), deviceOf(2));
    await gateway.connect(deviceOf(1), true, { connection: 5 });
    await gateway.connect(deviceOf(1), false, { connection: 4 });
    await gateway.connect(deviceOf(2), true, { runId: ulidOf(901) });
    const connections = (query: object = {}) => gateway.reads.connections(callerOf(), { limit: 10, ...query }).items;
    expect(connections()).toEqual([
      { device: 'd-00001', connected: true, since: 1_000, member: ulidOf(900) },
      { device: 'd-00002', connected: false, since: 1_000, member: null },
    ]);
    await gateway.connect(deviceOf(1), false, { connection: 5, at: 2_000 });
    expect(connections({ connected: true })).toEqual([]);
    expect(first()?.connected).toBe(false);
  });

  it('shows to nobody what is of another tenant or of a site that is not theirs', async () => {
    const [own, other] = [siteOf(1), siteOf(2)];
    const foreign = siteOf(3, { tenantId: 'foreign' });
    await gateway.putSite(other);
    await gateway.putSite(foreign);
    await gateway.putProfile({ ...PROFILE, tenantId: 'foreign', metrics: [metricOf('secret')] });
    const theirs = deviceOf(3, { tenantId: 'foreign', siteId: foreign.id, externalId: 'd-00001' });
    await gateway.putDevice(deviceOf(1), deviceOf(2, { siteId: other.id }), theirs);
    await gateway.connect(theirs, true);
    expect(namesOf()).toEqual(['d-00001', 'd-00002']);
    expect(listed({ connected: true }).total).toBe(0);
    expect(namesOf({}, callerOf({ sites: [own.id] }))).toEqual(['d-00001']);
    expect(listed({}, callerOf({ tenantId: 'foreign' })).items).toMatchObject([{ id: theirs.id, connected: true }]);
    const { total, sites } = gateway.reads.overview(callerOf({ sites: [other.id] }));
    expect(total.devices).toBe(1);
    expect(sites.map(({ site }) => site)).toEqual(['Site 2']);
    const foreignSite = callerOf({ sites: [foreign.id] });
    expect(gateway.reads.overview(foreignSite).sites).toEqual([]);
    expect(gateway.reads.connections(foreignSite, everything).items).toEqual([]);
    expect(listed({}, callerOf({ tenantId: 'nobody' })).total).toBe(0);
  });

  it('knows after a restart what is in the log and in the stores', async () => {
    const [one, two, three] = [deviceOf(1), deviceOf(2), deviceOf(3)];
    await gateway.putDevice(one, two, three);
    await gateway.send(one, { voltage: 1 }, { voltage: 2 });
    await gateway.refuse(one, 7);
    await until('the reading', () => first()?.state === 'online' && first()?.refusedLastHour === 7);
    gateway = await gateway.restart({ clock });
    await until('the reading', () => first()?.state === 'online' && first()?.refusedLastHour === 7);
    const hour = NOON - 3_600_000;
    await gateway.hot.set(latestKey(two.siteId, two.id), JSON.stringify({ at: hour, values: {} }), 60_000);
    const stored = { tenantId: 'default', deviceId: three.id, lifetime: 'raw-30d', quality: 'good' } as const;
    const at = { measuredAt: hour - 5, receivedAt: hour, position: 1, identity: 1n, valuesJson: '{"voltage":1}' };
    await gateway.store.write([{ ...stored, ...at }]);
    await gateway.fill.run();
    const [, second, third] = listed().items;
    expect(second).toMatchObject({ state: 'stale', lastReadingAt: hour });
    expect(third).toMatchObject({ state: 'stale', lastReadingAt: hour - 5 });
  });
});
