import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConnectDecision, DeviceIdentity } from '@fieldline/device-link';
import { RetriableError } from '@fieldline/platform';
import { ENROLMENT_LIMITS, type EnrolmentLimits } from '../domain/enrolment-limits.js';
import { PROFILE, TestMachine, until } from './test-registry.contract.js';

let machine: TestMachine;
let devices = 0;
let externalId: string;

const DAY_MS = 86_400_000;

beforeAll(async () => {
  machine = await TestMachine.open();
  for (const site of ['lab', 'roof']) {
    await machine.registry.putSite.put('default', site, { timeZone: 'UTC', currency: 'EUR' });
  }
}, 60_000);
afterAll(() => machine.close());

beforeEach(() => {
  machine.now = undefined;
  machine.pool = () => machine.database.pool;
  devices += 1;
  externalId = `dev-${devices}`;
});

function add(id = externalId, tenantId = 'default'): ReturnType<typeof machine.registry.putDevice.put> {
  return machine.registry.putDevice.put({ tenantId, externalId: id }, { site: 'lab', profile: PROFILE.id });
}

async function secretOf(id = externalId, expiresInSeconds?: number, tenantId = 'default'): Promise<string> {
  const key = { tenantId, externalId: id };
  return (await machine.registry.issueCredential.deviceSecret(key, { expiresInSeconds })).secret;
}

function signIn(username: string, password: string, clientId = 'any'): Promise<ConnectDecision> {
  return machine.registry.directory.authenticate({ clientId, username, password: Buffer.from(password) });
}

async function enrolmentKey(site = 'lab'): Promise<{ id: string; key: string }> {
  return machine.registry.issueCredential.enrolmentKey('default', site, PROFILE.id);
}

async function identity(decision: Promise<ConnectDecision>): Promise<DeviceIdentity> {
  const decided = await decision;
  if (decided.kind !== 'accepted') throw new Error(`${decided.kind}: ${decided.reason}`);
  return decided.identity;
}

function takeDatabaseAway(): void {
  machine.pool = () => {
    throw new RetriableError('PostgreSQL is away');
  };
}

describe('a device with a secret', () => {
  it('signs in by it, and speaks as what the registry says', async () => {
    const { device } = await add();
    const secret = await secretOf();
    expect(secret).toMatch(/^[a-z2-7]{32}$/);
    expect(await identity(signIn(externalId, secret))).toEqual({
      deviceId: device.id,
      tenantId: 'default',
      siteId: device.siteId,
      externalId,
    });
  });

  it.each(['', 'x', 'a'.repeat(32), 'A'.repeat(60_000)])('is refused with another password', async (password) => {
    await add();
    await secretOf();
    expect(await signIn(externalId, password)).toMatchObject({ kind: 'refused' });
  });

  it('is refused without a user name or a password', async () => {
    const { directory } = machine.registry;
    const empty = { clientId: 'any', username: undefined, password: undefined };
    expect(await directory.authenticate(empty)).toMatchObject({ kind: 'refused' });
    expect(await directory.authenticate({ ...empty, username: externalId })).toMatchObject({ kind: 'refused' });
  });

  it('is refused with another device’s secret', async () => {
    await add();
    await add(`${externalId}-other`);
    const secret = await secretOf(`${externalId}-other`);
    await secretOf();
    expect(await signIn(externalId, secret)).toMatchObject({ kind: 'refused' });
  });

  it('may have several that are valid at once, and loses each at its own time', async () => {
    await add();
    const lasting = await secretOf();
    const brief = await secretOf(externalId, 3600);
    expect(await signIn(externalId, lasting)).toMatchObject({ kind: 'accepted' });
    expect(await signIn(externalId, brief)).toMatchObject({ kind: 'accepted' });
    machine.now = Date.now() + DAY_MS;
    expect(await signIn(externalId, lasting)).toMatchObject({ kind: 'accepted' });
    expect(await signIn(externalId, brief)).toMatchObject({ kind: 'refused' });
  });

  it('keeps no expired ones when it is given further ones that expire, and its connections stay', async () => {
    const { device } = await add();
    const kept = async (): Promise<readonly number[]> => [
      (await machine.store.credentials('default', device.id)).length,
      machine.registry.snapshot.secrets(device.id).length,
    ];
    const lasting = await secretOf();
    const ended: string[] = [];
    const stop = machine.registry.snapshot.onDisconnect((deviceId) => ended.push(deviceId));
    let brief = '';
    for (let run = 0; run < 3; run += 1) {
      machine.now = Date.now() + run * DAY_MS;
      brief = await secretOf(externalId, 3600);
    }
    await until(() => machine.registry.snapshot.secrets(device.id).length === 2);
    stop();
    expect([await kept(), ended]).toEqual([[2, 2], []]);
    const accepted = async (): Promise<readonly string[]> =>
      (await Promise.all([lasting, brief].map((secret) => signIn(externalId, secret)))).map(({ kind }) => kind);
    expect(await accepted()).toEqual(['accepted', 'accepted']);
    await machine.halt();
    await machine.boot();
    expect([await kept(), await accepted()]).toEqual([
      [2, 2],
      ['accepted', 'accepted'],
    ]);
  });

  it('cannot sign in with one that was revoked, and its connections end', async () => {
    const { device } = await add();
    const { id, secret } = await machine.registry.issueCredential.deviceSecret({ tenantId: 'default', externalId });
    const ended: string[] = [];
    const stop = machine.registry.snapshot.onDisconnect((deviceId) => ended.push(deviceId));
    await machine.registry.issueCredential.revoke({ tenantId: 'default', sites: null }, id);
    stop();
    expect(ended).toEqual([device.id]);
    expect(await signIn(externalId, secret)).toMatchObject({ kind: 'refused' });
  });

  it('is refused while it is disabled, and its connections end', async () => {
    const { device } = await add();
    const secret = await secretOf();
    const ended: string[] = [];
    const stop = machine.registry.snapshot.onDisconnect((deviceId) => ended.push(deviceId));
    const key = { tenantId: 'default', externalId };
    const request = { site: 'lab', profile: PROFILE.id };
    await machine.registry.putDevice.put(key, { ...request, disabled: true });
    expect(ended).toEqual([device.id]);
    expect(await signIn(externalId, secret)).toMatchObject({ kind: 'refused' });
    await machine.registry.putDevice.put(key, { ...request, disabled: false });
    stop();
    expect(ended).toHaveLength(1);
    expect(await signIn(externalId, secret)).toMatchObject({ kind: 'accepted' });
  });

  it('signs in while the database is away', async () => {
    await add();
    const secret = await secretOf();
    takeDatabaseAway();
    expect(await signIn(externalId, secret)).toMatchObject({ kind: 'accepted' });
  });

  it('of another tenant names it, and is not taken for its namesake', async () => {
    await machine.store.addTenant('other');
    await machine.store.addProfile(
      { ...PROFILE, tenantId: 'other' },
      { eventId: `01J${'0'.repeat(23)}`, occurredAt: Date.now() },
    );
    await machine.registry.putSite.put('other', 'lab', { timeZone: 'UTC', currency: 'EUR' });
    await add();
    await add(externalId, 'other');
    const [ours, theirs] = [await secretOf(), await secretOf(externalId, undefined, 'other')];
    expect((await identity(signIn(`${externalId}@other`, theirs))).tenantId).toBe('other');
    expect((await identity(signIn(externalId, ours))).tenantId).toBe('default');
    expect(await signIn(externalId, theirs)).toMatchObject({ kind: 'refused' });
    expect(await signIn(`${externalId}@other`, ours)).toMatchObject({ kind: 'refused' });
    expect(await signIn(`${externalId}@`, ours)).toMatchObject({ kind: 'refused' });
  });
});

describe('an unknown device', () => {
  it('learns nothing from the answer', async () => {
    await add();
    await secretOf();
    expect(await signIn('nobody', 'guess')).toEqual(await signIn(externalId, 'guess'));
  });

  it('takes as long as a known one with a wrong password', async () => {
    await add();
    await secretOf();
    const password = Buffer.from('a'.repeat(32));
    const times: Record<string, number[]> = { nobody: [], [externalId]: [] };
    for (let round = 0; round < 4_000; round += 1) {
      for (const [username, taken] of Object.entries(times)) {
        const start = performance.now();
        void machine.registry.directory.authenticate({ clientId: 'any', username, password });
        taken.push(performance.now() - start);
      }
    }
    const [unknown, known] = Object.values(times).map(median) as [number, number];
    expect(unknown / known).toBeGreaterThan(0.6);
    expect(unknown / known).toBeLessThan(1.7);
  });
});

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

describe('an enrolment key', () => {
  it('registers an unknown device at its site with its profile before it lets it in', async () => {
    const { id, key } = await enrolmentKey('roof');
    const accepted = await identity(signIn('enrol', key, externalId));
    expect(accepted.externalId).toBe(externalId);
    const stored = await machine.store.device({ tenantId: 'default', externalId });
    expect(stored).toMatchObject({ id: accepted.deviceId, site: 'roof', enrolledBy: id });
    expect(stored?.profile).toEqual({ id: PROFILE.id, version: 1 });
    expect(machine.registry.snapshot.device(accepted.deviceId)?.externalId).toBe(externalId);
  });

  it('lets the device in again that it registered, also while the database is away and after a restart', async () => {
    const { key } = await enrolmentKey();
    const first = await identity(signIn('enrol', key, externalId));
    takeDatabaseAway();
    expect(await identity(signIn('enrol', key, externalId))).toEqual(first);
    machine.pool = () => machine.database.pool;
    await machine.halt();
    await machine.boot();
    expect(await identity(signIn('enrol', key, externalId))).toEqual(first);
  });

  it('tells an unknown device to come again while the database is away', async () => {
    const { key } = await enrolmentKey();
    takeDatabaseAway();
    expect(await signIn('enrol', key, externalId)).toMatchObject({ kind: 'unavailable' });
    machine.pool = () => machine.database.pool;
    expect(await signIn('enrol', key, externalId)).toMatchObject({ kind: 'accepted' });
  });

  it('tells a device to come again whose registration the log does not have', async () => {
    const { key } = await enrolmentKey();
    machine.bus.away = true;
    expect(await signIn('enrol', key, externalId)).toMatchObject({ kind: 'unavailable' });
    machine.bus.away = false;
    await until(() => machine.registry.snapshot.deviceByExternalId('default', externalId) !== undefined);
    expect(await signIn('enrol', key, externalId)).toMatchObject({ kind: 'accepted' });
  });

  it('registers one device when it comes over many connections at once', async () => {
    const { key } = await enrolmentKey();
    const ids = await Promise.all(Array.from({ length: 12 }, () => identity(signIn('enrol', key, externalId))));
    expect(new Set(ids.map(({ deviceId }) => deviceId)).size).toBe(1);
  });

  it('registers so many at once and no more; the others come again', async () => {
    const { key } = await enrolmentKey();
    const crowd = Array.from({ length: 200 }, (_, index) => signIn('enrol', key, `${externalId}-${index}`));
    const kinds = (await Promise.all(crowd)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'accepted')).toHaveLength(16);
    expect(kinds.filter((kind) => kind === 'unavailable')).toHaveLength(184);
  });

  async function rebootWith(limits: EnrolmentLimits): Promise<void> {
    await machine.halt();
    machine.enrolmentLimits = limits;
    await machine.boot();
  }

  it('registers so many devices in all, also over restarts; further ones are refused, those it has come in', async () => {
    const { key } = await enrolmentKey();
    const comes = async (number: number): Promise<string> =>
      (await signIn('enrol', key, `${externalId}-${number}`)).kind;
    await rebootWith({ ...ENROLMENT_LIMITS, devicesPerKey: 3 });
    const crowd = await Promise.all([1, 2, 3, 4].map(comes));
    expect(crowd).toEqual(['accepted', 'accepted', 'accepted', 'unavailable']);
    expect([await comes(4), await comes(1)]).toEqual(['refused', 'accepted']);
    await rebootWith(machine.enrolmentLimits);
    expect([await comes(4), await comes(3)]).toEqual(['refused', 'accepted']);
    expect(machine.registry.enrolments).toEqual({ registered: 0, keyFull: 1, tooFast: 0 });
    const other = await enrolmentKey();
    expect(await signIn('enrol', other.key, `${externalId}-4`)).toMatchObject({ kind: 'accepted' });
    await rebootWith(ENROLMENT_LIMITS);
  });

  it('registers no more devices while the log is away than it may', async () => {
    const { key } = await enrolmentKey();
    const comes = async (number: number): Promise<string> =>
      (await signIn('enrol', key, `${externalId}-${number}`)).kind;
    await rebootWith({ ...ENROLMENT_LIMITS, devicesPerKey: 3 });
    machine.bus.away = true;
    const kinds: string[] = [];
    for (const number of [1, 2, 3, 4, 5]) kinds.push(await comes(number));
    expect(kinds).toEqual(['unavailable', 'unavailable', 'unavailable', 'refused', 'refused']);
    const known = await machine.store.devices('default');
    expect(known.filter((device) => device.externalId.startsWith(`${externalId}-`))).toHaveLength(3);
    expect(machine.registry.enrolments).toMatchObject({ keyFull: 2 });
    machine.bus.away = false;
    await until(() => machine.registry.snapshot.deviceByExternalId('default', `${externalId}-3`) !== undefined);
    expect([await comes(3), await comes(4)]).toEqual(['accepted', 'refused']);
    await rebootWith(ENROLMENT_LIMITS);
  });

  it('registers so many a second; further ones come again, those it has come in at any pace', async () => {
    const { key } = await enrolmentKey();
    const comes = async (number: number): Promise<string> =>
      (await signIn('enrol', key, `${externalId}-${number}`)).kind;
    await rebootWith({ devicesPerKey: 1_000, burst: 2, perSecond: 0.001 });
    expect([await comes(1), await comes(2), await comes(3)]).toEqual(['accepted', 'accepted', 'unavailable']);
    expect([await comes(1), await comes(1), await comes(2)]).toEqual(['accepted', 'accepted', 'accepted']);
    expect(machine.registry.enrolments).toEqual({ registered: 2, keyFull: 0, tooFast: 1 });
    await rebootWith(ENROLMENT_LIMITS);
  });

  it.each(['', 'enrol', '#', 'a/b', '+', '$SYS', 'a b', 'x'.repeat(65), 'a\0'])(
    'registers no device whose client id cannot be its external id: %j',
    async (clientId) => {
      const { key } = await enrolmentKey();
      expect(await signIn('enrol', key, clientId)).toMatchObject({ kind: 'refused' });
    },
  );

  it('never takes a device that an operator registered', async () => {
    await add();
    const { key } = await enrolmentKey();
    expect(await signIn('enrol', key, externalId)).toMatchObject({ kind: 'refused' });
  });

  it('never takes a device with a secret of its own, not even after that expired or was revoked', async () => {
    const { key } = await enrolmentKey();
    await identity(signIn('enrol', key, externalId));
    const own = await machine.registry.issueCredential.deviceSecret(
      { tenantId: 'default', externalId },
      { expiresInSeconds: 60 },
    );
    expect(await signIn('enrol', key, externalId)).toMatchObject({ kind: 'refused' });
    machine.now = Date.now() + DAY_MS;
    expect(await signIn('enrol', key, externalId)).toMatchObject({ kind: 'refused' });
    await machine.registry.issueCredential.revoke({ tenantId: 'default', sites: null }, own.id);
    expect(await signIn('enrol', key, externalId)).toMatchObject({ kind: 'refused' });
  });

  it('never takes a device whose secrets expired and were replaced, also after a restart', async () => {
    const { key } = await enrolmentKey();
    const { deviceId } = await identity(signIn('enrol', key, externalId));
    await secretOf(externalId, 60);
    machine.now = Date.now() + DAY_MS;
    await secretOf(externalId, 60);
    machine.now = Date.now() + 2 * DAY_MS;
    await until(() => machine.registry.snapshot.secrets(deviceId).length === 1);
    expect(await signIn('enrol', key, externalId)).toMatchObject({ kind: 'refused' });
    await machine.halt();
    await machine.boot();
    expect(await signIn('enrol', key, externalId)).toMatchObject({ kind: 'refused' });
  });

  it('loses the connections of a device that gets its first secret', async () => {
    const { key } = await enrolmentKey();
    const { deviceId } = await identity(signIn('enrol', key, externalId));
    const ended: string[] = [];
    const stop = machine.registry.snapshot.onDisconnect((id) => ended.push(id));
    await secretOf();
    await secretOf();
    stop();
    expect(ended).toEqual([deviceId]);
  });

  it('never takes a device that another key registered, of this site or another', async () => {
    const first = await enrolmentKey('lab');
    await identity(signIn('enrol', first.key, externalId));
    for (const site of ['lab', 'roof']) {
      const { key } = await enrolmentKey(site);
      expect(await signIn('enrol', key, externalId)).toMatchObject({ kind: 'refused' });
    }
  });

  it('never takes a device that moved to another site', async () => {
    const { key } = await enrolmentKey('lab');
    const { deviceId } = await identity(signIn('enrol', key, externalId));
    const ended: string[] = [];
    const stop = machine.registry.snapshot.onDisconnect((id) => ended.push(id));
    const target = { tenantId: 'default', externalId };
    await machine.registry.putDevice.put(target, { site: 'roof', profile: PROFILE.id });
    stop();
    expect(ended).toEqual([deviceId]);
    expect(await signIn('enrol', key, externalId)).toMatchObject({ kind: 'refused' });
  });

  it('never takes a device that the snapshot does not know yet but the store does', async () => {
    const { key } = await enrolmentKey();
    machine.bus.away = true;
    await expect(add()).rejects.toThrow(RetriableError);
    expect(machine.registry.snapshot.deviceByExternalId('default', externalId)).toBeUndefined();
    expect(await signIn('enrol', key, externalId)).not.toMatchObject({ kind: 'accepted' });
    machine.bus.away = false;
    await until(() => machine.registry.snapshot.deviceByExternalId('default', externalId) !== undefined);
    expect(await signIn('enrol', key, externalId)).toMatchObject({ kind: 'refused' });
  });

  it('lets nobody in once it is revoked, and the connections end that it opened', async () => {
    const { id, key } = await enrolmentKey();
    const { deviceId } = await identity(signIn('enrol', key, externalId));
    await add(`${externalId}-operator`);
    const ended: string[] = [];
    const stop = machine.registry.snapshot.onDisconnect((one) => ended.push(one));
    await machine.registry.issueCredential.revoke({ tenantId: 'default', sites: null }, id);
    stop();
    expect(ended).toEqual([deviceId]);
    expect(await signIn('enrol', key, externalId)).toMatchObject({ kind: 'refused' });
    expect(await signIn('enrol', key, `${externalId}-new`)).toMatchObject({ kind: 'refused' });
  });

  it('is no device secret, and a device secret is no enrolment key', async () => {
    const { key } = await enrolmentKey();
    await identity(signIn('enrol', key, externalId));
    expect(await signIn(externalId, key)).toMatchObject({ kind: 'refused' });
    await add(`${externalId}-own`);
    expect(await signIn('enrol', await secretOf(`${externalId}-own`), `${externalId}-new`)).toMatchObject({
      kind: 'refused',
    });
  });
});

describe('before the registry is known', () => {
  it('every device is told to come again', async () => {
    await add();
    const secret = await secretOf();
    await machine.halt();
    expect(await signIn(externalId, secret)).toMatchObject({ kind: 'unavailable' });
    expect(machine.registry.check.problem()).toMatch(/is being read/);
    await machine.boot();
    expect(machine.registry.check.problem()).toBeUndefined();
    expect(await signIn(externalId, secret)).toMatchObject({ kind: 'accepted' });
  });
});

describe('a reconnect storm', () => {
  it('of 5,000 devices costs a small part of its ten seconds', async () => {
    await add();
    const secret = await secretOf();
    const me = await identity(signIn(externalId, secret));
    const cpu = process.cpuUsage();
    for (let connection = 1; connection <= 5_000; connection += 1) {
      await signIn(externalId, secret);
      machine.registry.directory.connected(me, connection);
    }
    const { user, system } = process.cpuUsage(cpu);
    expect((user + system) / 1e6).toBeLessThan(3);
    for (let connection = 1; connection <= 5_000; connection += 1) {
      machine.registry.directory.disconnected(me, connection);
    }
  });
});
