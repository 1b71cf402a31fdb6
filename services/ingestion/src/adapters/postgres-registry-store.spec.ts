import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { decodeEvent, siteV1, type SiteV1 } from '@fieldline/contracts';
import type { OutgoingRecord } from '@fieldline/messaging';
import { RetriableError, sleep, systemClock, systemRandom, ulid } from '@fieldline/platform';
import { ulidOf } from '../app/example-registry.contract.js';
import { PROFILE } from '../app/test-registry.contract.js';
import { newDevice, type RegisteredDevice } from '../domain/registered-device.js';
import { MacTakenError, type ChangeStamp } from '../ports/registry-store.js';
import { PostgresRegistryStore } from './postgres-registry-store.js';
import { PostgresRunLog } from './postgres-run-log.js';
import { openTestDatabase, type TestDatabase } from './test-database.contract.js';

let database: TestDatabase;
let store: PostgresRegistryStore;
let site: SiteV1;
let numbers = 0;
let externalId: string;

function newId(): string {
  return ulid(systemClock, systemRandom);
}

function stamp(): ChangeStamp {
  return { eventId: newId(), occurredAt: Date.now() };
}

function siteOf(name: string, currency = 'EUR'): SiteV1 {
  return { id: newId(), tenantId: 'default', name, timeZone: 'UTC', currency, lifetime: null };
}

function device(change: Partial<RegisteredDevice> = {}): RegisteredDevice {
  const request = { siteId: site.id, profile: { id: PROFILE.id, version: 1 } };
  return { ...newDevice({ id: newId(), tenantId: 'default', externalId }, request), ...change };
}

async function drain(): Promise<readonly OutgoingRecord[]> {
  const records: OutgoingRecord[] = [];
  const publish = (more: readonly OutgoingRecord[]): Promise<void> => {
    records.push(...more);
    return Promise.resolve();
  };
  while ((await store.relay(publish)) > 0);
  return records;
}

function currencies(records: readonly OutgoingRecord[]): readonly string[] {
  return records.map(({ value }) => decodeEvent(siteV1, value).data.currency);
}

beforeAll(async () => {
  database = await openTestDatabase();
  store = new PostgresRegistryStore({ pool: () => database.pool });
  await store.addTenant('default');
  await store.addProfile({ ...PROFILE, tenantId: 'default' }, stamp());
  site = (await store.putSite(siteOf('lab'), stamp())).entity;
}, 60_000);
afterAll(() => database.close());

beforeEach(async () => {
  numbers += 1;
  externalId = `d${numbers}`;
  await drain();
});

describe('the outbox', () => {
  it('gives changes in their order, also more than one relay takes at once', async () => {
    for (let round = 0; round < 620; round += 1) {
      await store.putSite(siteOf('many', round % 2 === 0 ? 'EUR' : 'USD'), stamp());
    }
    const records = await drain();
    expect(currencies(records)).toEqual(Array.from({ length: 620 }, (_, round) => (round % 2 === 0 ? 'EUR' : 'USD')));
    expect(await drain()).toEqual([]);
  });

  it('keeps the order of one site’s changes that are made at once', async () => {
    const codes = Array.from(
      { length: 40 },
      (_, index) => `A${String.fromCharCode(65 + (index % 26))}${index < 26 ? 'A' : 'B'}`,
    );
    await Promise.all(codes.map((currency) => store.putSite(siteOf('contested', currency), stamp())));
    const told = currencies(await drain());
    expect(told).toHaveLength(codes.length);
    expect(told.at(-1)).toBe((await store.siteByName('default', 'contested'))?.currency);
  });

  it('is relayed by one at a time: what one publishes no other publishes after newer changes', async () => {
    await store.putSite(siteOf('relayed', 'AAA'), stamp());
    const published: string[] = [];
    const slow = store.relay(async (records) => {
      await sleep(systemClock, 300);
      published.push(...currencies(records));
    });
    await sleep(systemClock, 100);
    await store.putSite(siteOf('relayed', 'BBB'), stamp());
    await store.relay((records) => {
      published.push(...currencies(records));
      return Promise.resolve();
    });
    await slow;
    expect(published).toEqual(['AAA', 'BBB']);
  });

  it('keeps what could not be published', async () => {
    await store.putSite(siteOf('kept'), stamp());
    const failing = store.relay(() => Promise.reject(new RetriableError('the log is away')));
    await expect(failing).rejects.toThrow('the log is away');
    expect(await drain()).toHaveLength(1);
  });

  it('tells of no change that was rolled back', async () => {
    const put = store.putDevice({ tenantId: 'default', externalId }, () => device({ siteId: ulidOf(1) }), stamp());
    await expect(put).rejects.toThrow(/taken away meanwhile/);
    expect(await drain()).toEqual([]);
  });
});

describe('devices in PostgreSQL', () => {
  it('are created once when two create them at once; the other one changes it', async () => {
    const put = (name: string): ReturnType<typeof store.putDevice> =>
      store.putDevice({ tenantId: 'default', externalId }, (now) => ({ ...(now ?? device()), name }), stamp());
    const outcomes = (await Promise.all([put('a'), put('b'), put('c')])).map(({ outcome }) => outcome);
    expect(outcomes.toSorted()).toEqual(['created', 'updated', 'updated']);
    expect(await drain()).toHaveLength(3);
  });

  it('are enrolled once when they come to two processes at once', async () => {
    const answers = await Promise.all(
      [device(), device(), device()].map((one) => store.enrolDevice(one, 1_000, stamp())),
    );
    expect(answers.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.device?.id)).size).toBe(1);
    expect(await drain()).toHaveLength(1);
  });

  it('are enrolled by one key up to its limit, however many come at once; one that it enrolled is known', async () => {
    const key = { id: newId(), tenantId: 'default', siteId: site.id, deviceId: null, kind: 'enrolment' as const };
    const rest = { profile: { id: PROFILE.id, version: 1 }, digest: 'cd'.repeat(32), expiresAt: null, revoked: false };
    await store.addCredential({ ...key, ...rest }, stamp());
    const crowd = Array.from({ length: 8 }, (_, index) =>
      device({ enrolledBy: key.id, externalId: `${externalId}-${index}` }),
    );
    const answers = await Promise.all(crowd.map((one) => store.enrolDevice(one, 3, stamp())));
    expect(answers.filter(({ created }) => created)).toHaveLength(3);
    const full = { device: undefined, created: false, registered: 3 };
    expect(answers.filter(({ created }) => !created)).toEqual(Array.from({ length: 5 }, () => full));
    const [known] = answers.flatMap((answer) => answer.device ?? []);
    const again = device({ enrolledBy: key.id, externalId: known?.externalId ?? '' });
    expect(await store.enrolDevice(again, 3, stamp())).toMatchObject({ device: { id: known?.id }, created: false });
  });

  it('tell whose MAC address is taken (E2)', async () => {
    const mac = 'a4:cf:12:0b:3e:9d';
    await store.putDevice({ tenantId: 'default', externalId }, () => device({ mac }), stamp());
    const twin = { tenantId: 'default', externalId: `${externalId}-twin` };
    const put = store.putDevice(twin, () => device({ externalId: twin.externalId, mac }), stamp());
    await expect(put).rejects.toThrow(MacTakenError);
  });

  it('lose expired secrets to a new one that expires, some at a time, and no others', async () => {
    const { entity } = await store.putDevice({ tenantId: 'default', externalId }, () => device(), stamp());
    const owner = { tenantId: 'default', siteId: site.id, deviceId: entity.id, profile: null, revoked: false };
    const give = async (count: number, expiresAt: number | null): Promise<void> => {
      for (let made = 0; made < count; made += 1) {
        const id = newId();
        const digest = createHash('sha256').update(id).digest('hex');
        const secret = { ...owner, id, kind: 'device' as const, digest, expiresAt };
        await store.addCredential(secret, { eventId: newId(), occurredAt: 1_000 });
      }
    };
    const expiries = async (): Promise<readonly (number | null)[]> =>
      (await store.credentials('default', entity.id)).map(({ expiresAt }) => expiresAt);
    await give(1, 2_000);
    await database.pool.query(
      `insert into registry.credential (tenant_id, id, site_id, kind, device_id, digest, expires_at)
       select tenant_id, left(id, 20) || lpad(i::text, 6, '0'), site_id, kind, device_id, encode(sha256(i::text::bytea), 'hex'),
         to_timestamp(i / 1000.0) from registry.credential, generate_series(881, 1001) as i where device_id = $1`,
      [entity.id],
    );
    await give(1, null);
    expect(await expiries()).toHaveLength(123);
    await drain();
    await give(1, 3_000);
    const removed = (await drain()).filter(({ value }) => value.length === 0);
    expect([(await expiries()).length, removed.length]).toEqual([24, 100]);
    await give(1, 3_000);
    expect((await expiries()).toSorted()).toEqual([1_001, 2_000, 3_000, 3_000, null]);
  });

  it('tell when they have a secret of their own, however old', async () => {
    const known = (await store.enrolDevice(device(), 1_000, stamp())).device as RegisteredDevice;
    expect(await store.enrolDevice(device(), 1_000, stamp())).toMatchObject({ created: false, hasOwnSecret: false });
    const owner = { tenantId: 'default', siteId: site.id, deviceId: known.id, profile: null };
    const digest = 'ab'.repeat(32);
    const secret = { ...owner, id: newId(), kind: 'device' as const, digest, expiresAt: 1, revoked: true };
    await store.addCredential(secret, stamp());
    expect(await store.enrolDevice(device(), 1_000, stamp())).toMatchObject({ created: false, hasOwnSecret: true });
    expect(await store.credentials('default', known.id)).toEqual([secret]);
    expect(await store.credentials('other', known.id)).toEqual([]);
  });
});

describe('the ingestion log', () => {
  it('has a row a run, clean only when it ended in order (A2)', async () => {
    const log = new PostgresRunLog({ pool: () => database.pool });
    await log.started({ runId: ulidOf(1), startedAt: 1000, version: '0.1.0' });
    await log.started({ runId: ulidOf(2), startedAt: 2000, version: '0.1.0' });
    await log.started({ runId: ulidOf(2), startedAt: 9000, version: '0.1.0' });
    await log.stopped(ulidOf(2), 3000);
    await log.stopped(ulidOf(3), 3000);
    const { rows } = await database.pool.query(
      'select run_id, started_at, stopped_at, clean, version from registry.ingestion_log order by run_id',
    );
    expect(rows).toEqual([
      { run_id: ulidOf(1), started_at: new Date(1000), stopped_at: null, clean: false, version: '0.1.0' },
      { run_id: ulidOf(2), started_at: new Date(2000), stopped_at: new Date(3000), clean: true, version: '0.1.0' },
    ]);
  });
});
