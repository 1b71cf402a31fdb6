import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeEvent, deviceV1, siteV1, type SiteV1 } from '@fieldline/contracts';
import type { LogRecord } from '@fieldline/messaging';
import { OperatorError, RetriableError, systemClock, systemRandom, ulid } from '@fieldline/platform';
import type { ChangeStamp } from '../ports/registry-store.js';
import { PACK, PROFILE, readTopic, TestMachine, until } from './test-registry.contract.js';

let machine: TestMachine;

beforeAll(async () => {
  machine = await TestMachine.open();
}, 60_000);
afterAll(() => machine.close());
afterEach(() => {
  machine.bus.away = false;
  machine.bus.answersLost = false;
});

function stamp(): ChangeStamp {
  return { eventId: newId(), occurredAt: Date.now() };
}

function newId(): string {
  return ulid(systemClock, systemRandom);
}

function siteOf(name: string, change: Partial<SiteV1> = {}): SiteV1 {
  const site = { id: newId(), tenantId: 'default', name, timeZone: 'UTC', currency: 'EUR', lifetime: null };
  return { ...site, ...change };
}

function published(topic: string): Promise<readonly LogRecord[]> {
  return readTopic(machine.bus, topic);
}

async function waiting(): Promise<number> {
  const { rows } = await machine.database.pool.query<{ n: number }>('select count(*)::int as n from registry.outbox');
  return rows[0]?.n ?? -1;
}

describe('a change of the registry', () => {
  it('is stored, in the log and in the snapshot when it resolves', async () => {
    const { revision } = machine.registry.snapshot;
    const request = { timeZone: 'america/chicago', currency: 'USD', lifetime: 'history' as const };
    const { outcome, entity } = await machine.registry.putSite.put('default', 'madison', request);
    expect(outcome).toBe('created');
    expect(entity).toMatchObject({ timeZone: 'America/Chicago', currency: 'USD', lifetime: 'history' });
    expect(machine.registry.snapshot.site(entity.id)).toEqual(entity);
    expect(machine.registry.snapshot.revision).toBeGreaterThan(revision);
    expect(await waiting()).toBe(0);
    const last = (await published(siteV1.topic)).at(-1) as LogRecord;
    expect(last.key).toBe(entity.id);
    expect(decodeEvent(siteV1, last.value)).toMatchObject({ tenantId: 'default', key: entity.id, data: entity });
  });

  it('publishes nothing where nothing changed', async () => {
    const request = { timeZone: 'UTC', currency: 'EUR' };
    await machine.registry.putSite.put('default', 'same', request);
    const { appended } = machine.bus;
    expect((await machine.registry.putSite.put('default', 'same', request)).outcome).toBe('unchanged');
    expect(machine.bus.appended).toBe(appended);
    expect((await machine.registry.putSite.put('default', 'same', { ...request, currency: 'CHF' })).outcome).toBe(
      'updated',
    );
    expect(machine.bus.appended).toBe(appended + 1);
  });

  it('comes to the log at the next start when the process died between storing and publishing', async () => {
    const lost = siteOf('lost');
    await machine.store.putSite(lost, stamp());
    await machine.halt();
    await machine.boot();
    await until(() => machine.registry.snapshot.site(lost.id) !== undefined);
    expect(await waiting()).toBe(0);
  });

  it('comes again when the process died between publishing and forgetting it', async () => {
    const twice = siteOf('twice');
    await machine.store.putSite(twice, stamp());
    machine.bus.answersLost = true;
    await expect(machine.registry.storeReady()).rejects.toThrow(RetriableError);
    expect(await waiting()).toBe(1);
    await machine.halt();
    await machine.boot();
    expect(await waiting()).toBe(0);
    await until(() => machine.registry.snapshot.site(twice.id) !== undefined);
  });

  it('is refused retriably while the log is away, and comes through by itself afterwards', async () => {
    machine.bus.away = true;
    const put = machine.registry.putSite.put('default', 'patient', { timeZone: 'UTC', currency: 'EUR' });
    await expect(put).rejects.toThrow(RetriableError);
    const stored = (await machine.store.siteByName('default', 'patient')) as SiteV1;
    expect(machine.registry.snapshot.site(stored.id)).toBeUndefined();
    machine.bus.away = false;
    await until(() => machine.registry.snapshot.site(stored.id) !== undefined);
  });

  it('ends as the last of many that were made at once', async () => {
    const { registry, store } = machine;
    const codes = ['EUR', 'USD', 'CHF', 'GBP', 'INR', 'CNY', 'JPY', 'SEK'];
    await Promise.all(
      codes.map((currency) => registry.putSite.put('default', 'contested', { timeZone: 'UTC', currency })),
    );
    const stored = (await store.siteByName('default', 'contested')) as SiteV1;
    await until(() => registry.snapshot.site(stored.id)?.currency === stored.currency);
    const last = (await published(siteV1.topic)).filter(({ key }) => key === stored.id).at(-1) as LogRecord;
    expect(decodeEvent(siteV1, last.value).data).toEqual(stored);
  });

  it('tells others of a device no more than its contract says', async () => {
    await machine.registry.putSite.put('default', 'lab', { timeZone: 'UTC', currency: 'EUR' });
    const request = { site: 'lab', profile: PROFILE.id, mac: 'A4-CF-12-0B-3E-9D' };
    const { device } = await machine.registry.putDevice.put({ tenantId: 'default', externalId: 'd1' }, request);
    expect(device.mac).toBe('a4:cf:12:0b:3e:9d');
    const last = (await published(deviceV1.topic)).at(-1) as LogRecord;
    expect(last.value.toString()).not.toContain('a4:cf');
    expect(machine.registry.snapshot.device(device.id)).toEqual(decodeEvent(deviceV1, last.value).data);
  });
});

describe('the snapshot', () => {
  it('is the same after a restart', async () => {
    const before = [...machine.registry.snapshot.devices()];
    const secret = await machine.registry.issueCredential.deviceSecret({ tenantId: 'default', externalId: 'd1' });
    await machine.halt();
    await machine.boot();
    expect([...machine.registry.snapshot.devices()]).toEqual(before);
    expect(machine.registry.snapshot.secrets(before[0]?.id as string).map(({ id }) => id)).toEqual([secret.id]);
  });

  it('leaves out a record that breaks its contract and goes on', async () => {
    const good = siteOf('after the broken one');
    await machine.bus.publish([{ topic: siteV1.topic, key: 'x', value: Buffer.from('{"id":1}') }]);
    await machine.store.putSite(good, stamp());
    await machine.registry.storeReady();
    await until(() => machine.registry.snapshot.site(good.id) !== undefined);
  });

  it('keeps two tenants apart that use the same names', async () => {
    const { store, registry } = machine;
    await store.addTenant('other');
    await store.addProfile({ ...PROFILE, tenantId: 'other', name: 'Their station' }, stamp());
    await registry.putSite.put('other', 'lab', { timeZone: 'Asia/Shanghai', currency: 'CNY' });
    const request = { site: 'lab', profile: PROFILE.id, mac: 'a4:cf:12:0b:3e:9d' };
    const theirs = await registry.putDevice.put({ tenantId: 'other', externalId: 'd1' }, request);
    const ours = registry.snapshot.deviceByExternalId('default', 'd1');
    expect(registry.snapshot.deviceByExternalId('other', 'd1')?.id).toBe(theirs.device.id);
    expect(ours?.id).not.toBe(theirs.device.id);
    expect(registry.snapshot.site(theirs.device.siteId)?.currency).toBe('CNY');
    expect(registry.snapshot.profile('other', PROFILE.id, 1)?.name).toBe('Their station');
    expect(registry.snapshot.profile('default', PROFILE.id, 1)?.name).toBe(PROFILE.name);
    expect((await store.devices('default')).map(({ id }) => id)).toEqual([ours?.id]);
  });
});

describe('seeding', () => {
  it('adds a new version beside the one in use', async () => {
    const profiles = [PROFILE, { ...PROFILE, version: 2, name: 'Air station, second edition' }];
    await machine.halt();
    await machine.boot([{ ...PACK, profiles }]);
    expect((await machine.store.profile('default', PROFILE.id))?.version).toBe(2);
    expect((await machine.store.profile('default', PROFILE.id, 1))?.name).toBe(PROFILE.name);
  });

  it('refuses a profile whose metrics meet in the payload, and says where', async () => {
    const inside = { metric: 'inside', unit: '1', kind: 'gauge', type: 'number', stalenessSeconds: 60 } as const;
    const metrics = [...PROFILE.metrics, { ...inside, keyPath: ['pm25', 'inside'] }];
    await machine.halt();
    const boot = machine.boot([{ ...PACK, profiles: [{ ...PROFILE, version: 3, metrics }] }]);
    await expect(boot).rejects.toThrow(
      "profile air-station@3 of pack test: metric 'pm25' at pm25 and metric 'inside' at pm25.inside cannot both be there",
    );
    expect(await machine.store.profile('default', PROFILE.id, 3)).toBeUndefined();
  });

  it('refuses a version that was changed, in words an operator can act on', async () => {
    await machine.halt();
    const boot = machine.boot([{ ...PACK, profiles: [{ ...PROFILE, name: 'Changed' }] }]);
    await expect(boot).rejects.toThrow(OperatorError);
    await expect(boot).rejects.toThrow(/air-station@1 of pack test differs/);
  });
});
