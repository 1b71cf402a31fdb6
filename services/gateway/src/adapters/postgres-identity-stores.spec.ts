import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { ConflictError, RetriableError, systemClock, systemRandom, ulid } from '@fieldline/platform';
import type { IdentityStores } from '../app/identity.js';
import { digestOf } from '../app/secrets.js';
import { TidyIdentity } from '../app/tidy-identity.js';
import { SIGN_IN_LOCK } from '../domain/sign-in-lock.js';
import type { AuditEntry } from '../ports/audit-log.js';
import type { Session } from '../ports/session-store.js';
import type { Token } from '../ports/token-store.js';
import type { User } from '../ports/user-store.js';
import { IDENTITY_MIGRATIONS } from './identity-migrations.js';
import { postgresIdentityStores } from './postgres-identity-stores.js';
import { openTestDatabase, type TestDatabase } from './test-database.contract.js';

const NOW = 1_800_000_000_000;
const MINUTE_MS = 60_000;

let database: TestDatabase;
let stores: IdentityStores;
let tenantId: string;
let tenants = 0;

beforeAll(async () => {
  database = await openTestDatabase();
  stores = postgresIdentityStores(() => database.pool);
});
afterAll(() => database.close());
beforeEach(() => {
  tenantId = `tenant-${++tenants}`;
});

const newId = (): string => ulid(systemClock, systemRandom);
const newDigest = (): string => digestOf(newId());

function audit(facts: Partial<AuditEntry> = {}): AuditEntry {
  const actor = { kind: 'server', id: 'server', name: 'server' } as const;
  return { tenantId, id: newId(), at: NOW, actor, action: 'user-added', subject: 'x', address: null, ...facts };
}

function newUser(facts: Partial<User> = {}): User {
  return {
    ...{ tenantId, id: newId(), name: 'Ada', email: null, passwordHash: 'scrypt$one', scope: 'read', sites: null },
    ...{ active: true, ...facts },
  };
}

function sessionOf({ id, name, scope, sites }: User): Session {
  const times = { createdAt: NOW, lastSeenAt: NOW, expiresAt: NOW + MINUTE_MS };
  return { tenantId, digest: newDigest(), userId: id, name, scope, sites, ...times };
}

function newToken(facts: Partial<Token> = {}): Token {
  return {
    ...{ tenantId, id: newId(), digest: newDigest(), name: 'logger', scope: 'read', sites: null, createdAt: NOW },
    ...{ createdBy: 'x', expiresAt: null, lastUsedAt: null, ...facts },
  };
}

async function opened(user: User): Promise<Session> {
  const session = sessionOf(user);
  const { passwordHash } = user;
  expect(await stores.sessions.open({ session, passwordHash, nameDigest: newDigest() }, audit())).toBe(true);
  return session;
}

async function audited(): Promise<number> {
  const { rowCount } = await database.pool.query('select from identity.audit_entry where tenant_id = $1', [tenantId]);
  return rowCount ?? 0;
}

describe('users', () => {
  it('are found by name in any case, in their own tenant alone', async () => {
    const user = newUser({ sites: [newId()], email: 'ada@example.org' });
    await stores.users.add(user, audit());
    expect(await stores.users.byName(tenantId, 'aDA')).toEqual(user);
    expect(await stores.users.byId(tenantId, user.id)).toEqual(user);
    expect(await stores.users.byName('other', 'Ada')).toBeUndefined();
    expect(await stores.users.byId('other', user.id)).toBeUndefined();
  });

  it('have a name and an e-mail address of their own in their tenant, and no entry is written where not (E1)', async () => {
    await stores.users.add(newUser({ email: 'ada@example.org' }), audit());
    const again = [newUser({ name: 'ADA' }), newUser({ name: 'Grace', email: 'ada@example.org' })];
    for (const user of again) await expect(stores.users.add(user, audit())).rejects.toThrow(ConflictError);
    expect(await audited()).toBe(1);
    await stores.users.add(newUser({ tenantId: `${tenantId}-b`, email: 'ada@example.org' }), audit());
  });

  it.each([
    [{ name: 'x' }],
    [{ name: 'x'.repeat(51) }],
    [{ name: 'a@b' }],
    [{ email: 'Ada@example.org' }],
    [{ passwordHash: 'plain text' }],
  ])('are not kept with %j (E1)', async (facts) => {
    await expect(stores.users.add(newUser(facts), audit())).rejects.toThrow(/violates check constraint/);
  });

  it('are the first of their tenant exactly once of many at the same time', async () => {
    const added = await Promise.all([1, 2, 3, 4].map(() => stores.users.addFirst(newUser(), audit())));
    expect(added.filter(Boolean)).toHaveLength(1);
    expect(await audited()).toBe(1);
  });
});

describe('sessions', () => {
  let user: User;
  beforeEach(async () => {
    user = newUser();
    await stores.users.add(user, audit());
  });

  it('come back with what their user may do now', async () => {
    const session = await opened(user);
    expect(await stores.sessions.find(session.digest)).toEqual(session);
    await database.pool.query(`update identity.user_account set scope = 'write' where id = $1`, [user.id]);
    expect(await stores.sessions.find(session.digest)).toEqual({ ...session, scope: 'write' });
  });

  it('are not opened where the password was changed while it was checked', async () => {
    const session = sessionOf(user);
    const opening = { session, passwordHash: 'scrypt$before', nameDigest: newDigest() };
    expect(await stores.sessions.open(opening, audit())).toBe(false);
    expect(await stores.sessions.find(session.digest)).toBeUndefined();
    expect(await audited()).toBe(1);
  });

  it('end with a new password, but for the one that is kept', async () => {
    const [kept, other] = [await opened(user), await opened(user)];
    const change = { tenantId, userId: user.id, passwordHash: 'scrypt$two', keepSession: kept.digest };
    expect(await stores.users.setPassword(change, audit())).toEqual([other.digest]);
    expect(await stores.sessions.find(other.digest)).toBeUndefined();
    expect(await stores.sessions.find(kept.digest)).toBeDefined();
  });

  it('all end with a reset, which keeps the user and its id', async () => {
    const session = await opened(user);
    const reset = newUser({ passwordHash: 'scrypt$two', scope: 'admin' });
    expect(await stores.users.reset(reset, audit())).toEqual([session.digest]);
    const { id } = user;
    expect(await stores.users.byName(tenantId, user.name)).toEqual({ ...reset, id });
  });

  it('move on when they are used, unless they are gone', async () => {
    const session = await opened(user);
    const touched = { ...session, lastSeenAt: NOW + 1, expiresAt: NOW + 2 * MINUTE_MS };
    expect(await stores.sessions.touch(touched)).toBe(true);
    expect(await stores.sessions.find(session.digest)).toEqual(touched);
    await stores.sessions.end('other', session.digest, audit());
    expect(await stores.sessions.touch(touched)).toBe(true);
    await stores.sessions.end(tenantId, session.digest, audit());
    expect(await stores.sessions.touch(touched)).toBe(false);
  });

  it('are removed after their end', async () => {
    const session = await opened(user);
    await stores.sessions.removeBefore(NOW + MINUTE_MS - 1);
    expect(await stores.sessions.find(session.digest)).toBeDefined();
    expect(await stores.sessions.removeBefore(NOW + MINUTE_MS)).toBeGreaterThanOrEqual(1);
    expect(await stores.sessions.find(session.digest)).toBeUndefined();
  });
});

describe('tokens', () => {
  it('come back as they were made, until they are revoked, once', async () => {
    const token = newToken({ sites: [newId()], expiresAt: NOW + 1 });
    await stores.tokens.add(token, audit());
    expect(await stores.tokens.find(token.digest)).toEqual(token);
    expect(await stores.tokens.revoke('other', token.id, audit())).toBeUndefined();
    expect(await stores.tokens.find(token.digest)).toEqual(token);
    expect(await stores.tokens.revoke(tenantId, token.id, audit())).toBe(token.digest);
    expect(await stores.tokens.revoke(tenantId, token.id, audit())).toBeUndefined();
    expect(await stores.tokens.find(token.digest)).toBeUndefined();
    expect(await stores.tokens.list(tenantId, undefined, 10)).toEqual([]);
    expect(await audited()).toBe(2);
  });

  it('keep the latest minute in which they were used', async () => {
    const token = newToken();
    await stores.tokens.add(token, audit());
    const minute = NOW - (NOW % MINUTE_MS);
    await stores.tokens.used(tenantId, token.id, minute);
    await stores.tokens.used(tenantId, token.id, minute - MINUTE_MS);
    expect((await stores.tokens.find(token.digest))?.lastUsedAt).toBe(minute);
  });
});

describe('what is over', () => {
  it('is forgotten, and nothing sooner', async () => {
    const DAY_MS = 24 * 60 * MINUTE_MS;
    const user = newUser();
    await stores.users.add(user, audit());
    const attempt = { tenantId, nameDigest: newDigest(), at: NOW };
    const key = { tenantId, caller: 'user:x', keyDigest: newDigest() };
    const began = { ...key, requestDigest: newDigest(), runId: newId(), startedAt: NOW };
    await stores.tries.take(attempt, SIGN_IN_LOCK);
    await stores.idempotency.begin(began, 0);
    await opened(user);
    const left = async (): Promise<readonly number[]> => {
      const tables = ['session', 'sign_in_try', 'idempotency_record', 'audit_entry'];
      const count = (table: string) =>
        database.pool.query(`select from identity.${table} where tenant_id = $1`, [tenantId]);
      return (await Promise.all(tables.map(count))).map(({ rowCount }) => rowCount ?? 0);
    };
    const tidyAt = (at: number) => new TidyIdentity({ ...stores, clock: { ...systemClock, now: () => at } }).tidy();
    await tidyAt(NOW);
    expect(await left()).toEqual([1, 1, 1, 2]);
    await tidyAt(NOW + 31 * MINUTE_MS);
    expect(await left()).toEqual([0, 0, 1, 2]);
    await tidyAt(NOW + DAY_MS + 1);
    expect(await left()).toEqual([0, 0, 0, 2]);
    await tidyAt(NOW + 365 * DAY_MS + 1);
    expect(await left()).toEqual([0, 0, 0, 0]);
  });
});

describe('the audit log', () => {
  it('never changes, and forgets what is too old', async () => {
    await stores.auditLog.add(audit({ at: NOW - 1 }));
    await stores.auditLog.add(audit());
    const rewrite = `update identity.audit_entry set actor_name = 'somebody else' where tenant_id = $1`;
    await expect(database.pool.query(rewrite, [tenantId])).rejects.toThrow(/never change/);
    await stores.auditLog.removeBefore(NOW);
    expect(await audited()).toBe(1);
  });
});

describe('stores without a server', () => {
  it('reject as what may succeed later', async () => {
    const away = postgresIdentityStores(() => {
      throw new RetriableError('PostgreSQL is starting');
    });
    const calls = [
      away.users.byName('default', 'admin'),
      away.sessions.find(newDigest()),
      away.tokens.find(newDigest()),
      away.auditLog.add(audit()),
      away.tries.removeBefore(NOW),
      away.idempotency.removeBefore(NOW),
    ];
    for (const result of await Promise.allSettled(calls)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { name: 'RetriableError' } });
    }
  });
});

describe('migrations of schema identity', () => {
  /** Never changed once released: a change is a new file. */
  const RELEASED: Readonly<Record<string, string>> = {
    '0001-identity.sql': '15ffcefee71adf84185d0421967d467332f6265b0344bf81c7789cbfa8711ac5',
  };

  it('are as they were released', async () => {
    const names = (await readdir(IDENTITY_MIGRATIONS.folder)).sort();
    const hashes = await Promise.all(
      names.map(async (name) => {
        const text = await readFile(new URL(name, IDENTITY_MIGRATIONS.folder), 'utf8');
        return [name, createHash('sha256').update(text).digest('hex')] as const;
      }),
    );
    expect(Object.fromEntries(hashes)).toEqual(RELEASED);
  });
});
