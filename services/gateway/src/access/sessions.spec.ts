import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AccessRig, type Asking } from './access-rig.contract.js';
import type { TestTenant } from './tenant-fixture.contract.js';

const SITES = '/api/v1/sites';
const SESSION = '/api/v1/session';
const HOUR_MS = 3_600_000;

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

const signIn = () => rig.signIn(tenant.admin.name, tenant.admin.password);
const statusOf = async (asking: Asking) => (await rig.ask('GET', SITES, asking)).status;

async function whileAway<T>(work: () => Promise<T>): Promise<T> {
  rig.storeAway = true;
  try {
    return await work();
  } finally {
    rig.storeAway = false;
  }
}

describe('a session', () => {
  it('comes as a cookie that no script reads and no other site sends', async () => {
    const { name, password } = tenant.admin;
    const { status, headers, body } = await rig.ask('POST', SESSION, { body: { name, password } });
    expect(status).toBe(200);
    expect(headers.get('set-cookie')).toMatch(
      /^fieldline_session=[A-Za-z0-9_-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(body).toMatchObject({ kind: 'user', name: 'chief', tenant: tenant.tenantId, scope: 'admin' });
    expect(body['expiresAt']).toBe(rig.clock.now() + 12 * HOUR_MS);
  });

  it('lets its user in and tells who it is', async () => {
    const { cookie, csrf } = await signIn();
    expect((await rig.ask('GET', SITES, { cookie })).body).toEqual(tenant.admin.caller);
    expect((await rig.ask('GET', SESSION, { cookie })).body).toMatchObject({ name: 'chief', csrfToken: csrf });
  });

  it('stands in no table, and neither does its CSRF token', async () => {
    const { cookie, csrf } = await signIn();
    const { rows } = await rig.database.pool.query('select s::text from identity.session s');
    expect(JSON.stringify(rows)).not.toContain(cookie.split('=')[1]);
    expect(JSON.stringify(rows)).not.toContain(csrf);
  });

  it('is another one after each sign-in, and the one before is over', async () => {
    const { cookie } = await signIn();
    const { name, password } = tenant.admin;
    const again = await rig.ask('POST', SESSION, { cookie, body: { name, password } });
    expect(again.headers.get('set-cookie')).not.toContain(cookie);
    expect(await statusOf({ cookie })).toBe(401);
  });

  it('ends twelve hours after its last use', async () => {
    const { cookie } = await signIn();
    rig.clock.pass(11 * HOUR_MS);
    expect(await statusOf({ cookie })).toBe(200);
    rig.clock.pass(12 * HOUR_MS - 1);
    expect(await statusOf({ cookie })).toBe(200);
    rig.clock.pass(12 * HOUR_MS);
    expect(await statusOf({ cookie })).toBe(401);
  });

  it('ends seven days after signing in however much it is used', async () => {
    const { cookie } = await signIn();
    for (let hours = 0; hours < 7 * 24; hours += 8) {
      expect(await statusOf({ cookie })).toBe(200);
      rig.clock.pass(8 * HOUR_MS);
    }
    expect(await statusOf({ cookie })).toBe(401);
  });

  it('ends when its user signs out, and takes the cookie away', async () => {
    const { cookie, csrf } = await signIn();
    const { status, headers } = await rig.ask('DELETE', SESSION, { cookie, csrf });
    expect(status).toBe(204);
    expect(headers.get('set-cookie')).toMatch(/^fieldline_session=; Max-Age=0;/);
    expect(await statusOf({ cookie })).toBe(401);
  });

  it('goes on while PostgreSQL is away, and a new one has to wait (B8)', async () => {
    const { cookie } = await signIn();
    expect(await statusOf({ cookie })).toBe(200);
    rig.clock.pass(30 * 60_000);
    expect(await whileAway(() => statusOf({ cookie }))).toBe(200);
    const { name, password } = tenant.admin;
    expect((await whileAway(() => rig.ask('POST', SESSION, { body: { name, password } }))).status).toBe(503);
    expect(await statusOf({ cookie })).toBe(200);
  });

  it('goes on after a restart', async () => {
    const { cookie } = await signIn();
    await rig.restart();
    expect(await statusOf({ cookie })).toBe(200);
  });

  it('is over within a minute when its user is made inactive', async () => {
    const { cookie } = await signIn();
    const { tenantId } = tenant;
    await rig.database.pool.query('update identity.user_account set active = false where tenant_id = $1', [tenantId]);
    rig.clock.pass(60_000);
    expect(await statusOf({ cookie })).toBe(401);
  });

  it('cannot be guessed, forged or put together', async () => {
    const { cookie } = await signIn();
    const other = cookie.endsWith('A') ? 'B' : 'A';
    for (const forged of [
      `${cookie.slice(0, -1)}${other}`,
      `${cookie}A`,
      'fieldline_session=',
      'fieldline_session=admin',
    ]) {
      expect(await statusOf({ cookie: forged })).toBe(401);
    }
  });

  it('counts for nothing beside a token, good or bad', async () => {
    const { cookie } = await signIn();
    const token = tenant.tokens.read;
    expect((await rig.ask('GET', SITES, { cookie, token })).body).toMatchObject({ kind: 'token' });
    expect(await statusOf({ cookie, token: 'flt_nonsense' })).toBe(401);
  });
});

describe('a change with a session', () => {
  const own = (): Readonly<Record<string, string>> => ({ host: 'box:8080' });
  const accepted: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['no word about where it comes from', {}],
    ['its own origin', { origin: 'http://box:8080' }],
    ['its own origin behind TLS', { origin: 'https://box:8080' }],
    ['Sec-Fetch-Site same-origin', { 'sec-fetch-site': 'same-origin' }],
    ['Sec-Fetch-Site none', { 'sec-fetch-site': 'none' }],
  ];
  const refused: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['another origin', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://box:9090' }],
    ['a name that begins alike', { origin: 'http://box:8080.evil.example' }],
    ['an opaque origin', { origin: 'null' }],
    ['Sec-Fetch-Site cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['Sec-Fetch-Site same-site', { 'sec-fetch-site': 'same-site' }],
  ];

  it.each(accepted)('is made with its CSRF token and %s', async (_what, headers) => {
    const { cookie, csrf } = await signIn();
    const { status } = await rig.rawAsk('POST', SITES, { cookie, csrf, headers: { ...own(), ...headers } });
    expect(status).toBe(201);
  });

  it.each(refused)('is refused with %s, although its CSRF token is right', async (_what, headers) => {
    const { cookie, csrf } = await signIn();
    const effects = rig.effects;
    const { status } = await rig.rawAsk('POST', SITES, { cookie, csrf, headers: { ...own(), ...headers } });
    expect([status, rig.effects - effects]).toEqual([403, 0]);
  });

  it('is refused without the CSRF token of this very session', async () => {
    const { cookie } = await signIn();
    const { csrf: foreign } = await signIn();
    for (const asking of [{ cookie }, { cookie, csrf: '' }, { cookie, csrf: foreign }]) {
      const { status, body } = await rig.ask('POST', SITES, { ...asking, body: {} });
      expect(status).toBe(403);
      expect(body['detail']).toMatch(/^X-CSRF-Token: /);
    }
  });

  it('needs no CSRF token where a token is sent, nor to read', async () => {
    const { cookie } = await signIn();
    const headers = { origin: 'https://elsewhere.example' };
    const asking = { cookie, token: tenant.tokens.write, headers, body: {} };
    expect((await rig.ask('POST', SITES, asking)).status).toBe(201);
    expect(await statusOf({ cookie })).toBe(200);
  });

  it('cannot be a sign-in that another site makes', async () => {
    const { name, password } = tenant.admin;
    const headers = { origin: 'https://evil.example' };
    expect((await rig.ask('POST', SESSION, { headers, body: { name, password } })).status).toBe(403);
  });
});

describe('the own password', () => {
  it('is changed by who knows it; other sessions end and this one goes on', async () => {
    const { cookie: other } = await signIn();
    const { cookie, csrf } = await signIn();
    const body = { current: tenant.admin.password, next: 'correct horse battery' };
    expect((await rig.ask('PUT', `${SESSION}/password`, { cookie, csrf, body })).status).toBe(204);
    expect([await statusOf({ cookie }), await statusOf({ cookie: other })]).toEqual([200, 401]);
    expect((await rig.signIn(tenant.admin.name, body.next)).csrf).toHaveLength(43);
    const old = { name: tenant.admin.name, password: tenant.admin.password };
    expect((await rig.ask('POST', SESSION, { body: old })).status).toBe(401);
  });

  it('stays where the current one is wrong, the next too short, or a token asks', async () => {
    const { cookie, csrf } = await signIn();
    const target = `${SESSION}/password`;
    const { password: current } = tenant.admin;
    const wrong = { current: 'wrong', next: 'correct horse battery' };
    expect((await rig.ask('PUT', target, { cookie, csrf, body: wrong })).status).toBe(422);
    expect((await rig.ask('PUT', target, { cookie, csrf, body: { current, next: 'short77' } })).status).toBe(422);
    const { admin: token } = tenant.tokens;
    expect((await rig.ask('PUT', target, { token, body: { current, next: 'long enough' } })).status).toBe(403);
  });
});
