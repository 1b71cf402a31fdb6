import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { systemRandom } from '@fieldline/platform';
import { makeTokenSecret } from '../app/secrets.js';
import { AccessRig } from './access-rig.contract.js';
import { addTestToken, type TestTenant } from './tenant-fixture.contract.js';

const SITES = '/api/v1/sites';
const TOKENS = '/api/v1/tokens';
const DAY_MS = 86_400_000;

let rig: AccessRig;
let tenant: TestTenant;

beforeAll(async () => {
  rig = await AccessRig.open();
});
afterAll(() => rig.close());
beforeEach(async () => {
  rig.clock.pass(60_000);
  tenant = await rig.newTenant();
});

async function create(body: Readonly<Record<string, unknown>>): Promise<{ id: string; token: string }> {
  const { status, body: made } = await rig.ask('POST', TOKENS, { token: tenant.tokens.admin, body });
  expect(status).toBe(201);
  return made as unknown as { id: string; token: string };
}

describe('a token', () => {
  it('lets its program in as itself, in its tenant and scope', async () => {
    const { id, token } = await create({ name: 'logger', scope: 'read' });
    const { status, body } = await rig.ask('GET', SITES, { token });
    expect(status).toBe(200);
    const { tenantId } = tenant;
    expect(body).toEqual({ kind: 'token', id, name: 'logger', tenantId, scope: 'read', sites: null });
  });

  it('has 160 bits behind a prefix that names what it is, and is kept nowhere', async () => {
    const { token } = await create({ name: 'logger', scope: 'read' });
    expect(token).toMatch(/^flt_[a-z2-7]{32}$/);
    const tables = ['token', 'audit_entry', 'idempotency_record'];
    for (const table of tables) {
      const { rows } = await rig.database.pool.query(`select t::text from identity.${table} t`);
      expect(JSON.stringify(rows)).not.toContain(token);
    }
  });

  it('does what its scope covers and nothing more', async () => {
    const { read, write, admin } = tenant.tokens;
    const site = `${SITES}/01J${'0'.repeat(23)}`;
    const statuses = async (token: string) => [
      (await rig.ask('GET', SITES, { token })).status,
      (await rig.ask('POST', SITES, { token, body: {} })).status,
      (await rig.ask('DELETE', site, { token })).status,
    ];
    expect(await statuses(read)).toEqual([200, 403, 403]);
    expect(await statuses(write)).toEqual([200, 201, 403]);
    expect(await statuses(admin)).toEqual([200, 201, 200]);
  });

  it('says which scope is missing', async () => {
    const { body } = await rig.ask('POST', SITES, { token: tenant.tokens.read, body: {} });
    expect(body['detail']).toMatch(/needs the scope 'write', and 'test read' has 'read'/);
  });

  it('ends at its time, also where it was just used', async () => {
    const expiresAt = rig.clock.now() + 5_000;
    const token = await addTestToken(rig.stores, { tenantId: tenant.tenantId, scope: 'read', expiresAt }, rig.clock);
    expect((await rig.ask('GET', SITES, { token })).status).toBe(200);
    rig.clock.pass(5_000);
    expect((await rig.ask('GET', SITES, { token })).status).toBe(401);
  });

  it('is over at once when it is revoked, and only for the tenant whose it is', async () => {
    const other = await rig.newTenant();
    const { id, token } = await create({ name: 'lost', scope: 'write' });
    expect((await rig.ask('GET', SITES, { token })).status).toBe(200);
    expect((await rig.ask('DELETE', `${TOKENS}/${id}`, { token: other.tokens.admin })).status).toBe(404);
    expect((await rig.ask('GET', SITES, { token })).status).toBe(200);
    expect((await rig.ask('DELETE', `${TOKENS}/${id}`, { token: tenant.tokens.admin })).status).toBe(204);
    expect((await rig.ask('GET', SITES, { token })).status).toBe(401);
    expect((await rig.ask('DELETE', `${TOKENS}/${id}`, { token: tenant.tokens.admin })).status).toBe(404);
  });

  it('that another process revoked is believed for ten seconds and no longer', async () => {
    const { id, token } = await create({ name: 'lost', scope: 'read' });
    expect((await rig.ask('GET', SITES, { token })).status).toBe(200);
    await rig.database.pool.query('update identity.token set revoked_at = now() where id = $1', [id]);
    rig.clock.pass(10_000);
    expect((await rig.ask('GET', SITES, { token })).status).toBe(401);
  });

  it('has the time of its last use written down to the minute', async () => {
    const { id, token } = await create({ name: 'logger', scope: 'read' });
    await rig.ask('GET', SITES, { token });
    const { body } = await rig.ask('GET', TOKENS, { token: tenant.tokens.admin });
    const now = rig.clock.now();
    const items = body['items'] as readonly { id: string; lastUsedAt: number }[];
    expect(items.find((item) => item.id === id)?.lastUsedAt).toBe(now - (now % 60_000));
  });

  it('gets 503 while nobody can know whose it is', async () => {
    const { token } = await create({ name: 'logger', scope: 'read' });
    rig.storeAway = true;
    try {
      expect((await rig.ask('GET', SITES, { token })).status).toBe(503);
    } finally {
      rig.storeAway = false;
    }
  });
});

describe('what is no token of this server', () => {
  it('gets the same answer whatever is wrong with it', async () => {
    const expired = { tenantId: tenant.tenantId, scope: 'admin', expiresAt: rig.clock.now() + 1 } as const;
    const secrets = [makeTokenSecret(systemRandom), await addTestToken(rig.stores, expired, rig.clock)];
    const { id, token: revoked } = await create({ name: 'lost', scope: 'read' });
    await rig.ask('DELETE', `${TOKENS}/${id}`, { token: tenant.tokens.admin });
    rig.clock.pass(1);
    const foreign = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiIsInNjb3BlIjoiYWRtaW4ifQ.';
    const known = tenant.tokens.admin;
    const forged = `${known.slice(0, -1)}${known.endsWith('a') ? 'b' : 'a'}`;
    for (const token of [...secrets, revoked, foreign, forged, '', known.toUpperCase(), `${known}a`]) {
      const { status, headers, body } = await rig.ask('GET', SITES, { token });
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toBe('Bearer realm="fieldline"');
      expect(body).toMatchObject({
        type: 'urn:fieldline:problem:unauthorized',
        detail: expect.stringMatching(/^needs a valid session/),
      });
    }
  });

  it('gets nowhere by another scheme, nor by an identity of its own making', async () => {
    const basic = { authorization: `Basic ${Buffer.from(`chief:${tenant.tokens.admin}`).toString('base64')}` };
    expect((await rig.ask('GET', SITES, { headers: basic })).status).toBe(401);
    expect((await rig.ask('GET', SITES, { headers: { 'fieldline-identity': tenant.tokens.admin } })).status).toBe(401);
    expect((await rig.ask('GET', SITES)).status).toBe(401);
  });
});

describe('the list of tokens', () => {
  it('holds those of the own tenant, the newest first, page by page, without secrets', async () => {
    rig.clock.pass(1);
    const { token } = await create({ name: 'newest', scope: 'read', expiresInDays: 2 });
    const ask = (query: string) => rig.ask('GET', `${TOKENS}?${query}`, { token: tenant.tokens.admin });
    const first = (await ask('limit=3')).body as { items: { name: string; expiresAt: number }[]; next: string };
    const rest = (await ask(`limit=3&cursor=${first.next}`)).body as { items: { name: string }[]; next?: string };
    expect(first.items[0]).toMatchObject({ name: 'newest', expiresAt: rig.clock.now() + 2 * DAY_MS });
    expect(first.items.length + rest.items.length).toBe(4);
    expect(rest.next).toBeUndefined();
    expect(JSON.stringify([first, rest])).not.toContain(token);
    expect((await ask('cursor=nonsense')).status).toBe(422);
  });

  it('is for admins alone', async () => {
    expect((await rig.ask('GET', TOKENS, { token: tenant.tokens.write })).status).toBe(403);
    const body = { name: 'more', scope: 'admin' };
    expect((await rig.ask('POST', TOKENS, { token: tenant.tokens.write, body })).status).toBe(403);
  });
});
