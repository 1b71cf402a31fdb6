import { SCOPES, type Scope } from '@fieldline/contracts';
import type { CallerIdentity } from '@fieldline/http';
import { systemClock, systemRandom, ulid, type Clock } from '@fieldline/platform';
import { AuditWriter, SERVER } from '../app/audit-writer.js';
import type { IdentityStores } from '../app/identity.js';
import { PasswordHasher } from '../app/password-hasher.js';
import { digestOf, makePassword, makeTokenSecret } from '../app/secrets.js';

/** Fast, and for specs alone: the cost stands in the hash, so a server checks it as any other. */
export const CHEAP_SCRYPT = { ln: 4, r: 8, p: 1 } as const;

export interface TestUser {
  readonly caller: CallerIdentity;
  /** As it is typed when signing in: `name@tenant`. */
  readonly name: string;
  readonly password: string;
}

export interface TestTenant {
  readonly tenantId: string;
  readonly admin: TestUser;
  /** Secrets by scope. */
  readonly tokens: Readonly<Record<Scope, string>>;
}

/** Makes a tenant's admin, called `chief`, and a token of each scope; with the stores of any server's database. */
export async function addTestTenant(
  stores: IdentityStores,
  tenantId: string,
  clock: Clock = systemClock,
): Promise<TestTenant> {
  const admin = await addTestUser(stores, { tenantId, name: 'chief', scope: 'admin' }, clock);
  const secrets = await Promise.all(SCOPES.map((scope) => addTestToken(stores, { tenantId, scope }, clock)));
  const [read = '', write = '', full = ''] = secrets;
  return { tenantId, admin, tokens: { read, write, admin: full } };
}

export async function addTestUser(
  { users }: IdentityStores,
  { tenantId, name, scope }: { readonly tenantId: string; readonly name: string; readonly scope: Scope },
  clock: Clock = systemClock,
): Promise<TestUser> {
  const password = makePassword(systemRandom);
  const passwordHash = await new PasswordHasher(systemRandom, CHEAP_SCRYPT).hash(password);
  const id = ulid(clock, systemRandom);
  const audit = new AuditWriter(clock, systemRandom);
  await users.add(
    { tenantId, id, name, email: null, passwordHash, scope, sites: null, active: true },
    audit.entry({ tenantId, actor: SERVER, action: 'user-added', subject: id, address: null }),
  );
  return { caller: { kind: 'user', id, name, tenantId, scope, sites: null }, name: `${name}@${tenantId}`, password };
}

export interface TestTokenFacts {
  readonly tenantId: string;
  readonly scope: Scope;
  /** ms since 1970; never where absent. */
  readonly expiresAt?: number;
}

/** Returns the secret. */
export async function addTestToken(
  { tokens }: IdentityStores,
  { tenantId, scope, expiresAt }: TestTokenFacts,
  clock: Clock = systemClock,
): Promise<string> {
  const secret = makeTokenSecret(systemRandom);
  const id = ulid(clock, systemRandom);
  const audit = new AuditWriter(clock, systemRandom);
  const token = {
    ...{ tenantId, id, digest: digestOf(secret), name: `test ${scope}`, scope, sites: null },
    ...{ createdAt: clock.now(), createdBy: 'test', expiresAt: expiresAt ?? null, lastUsedAt: null },
  };
  const entry = audit.entry({ tenantId, actor: SERVER, action: 'token-created', subject: id, address: null });
  await tokens.add(token, entry);
  return secret;
}
