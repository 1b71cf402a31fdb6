import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RATE_LIMITS } from '../domain/rate-limits.js';
import { AccessRig } from './access-rig.contract.js';
import { OWNER } from './access.hook.js';
import type { TestTenant } from './tenant-fixture.contract.js';

const SITES = '/api/v1/sites';

let rig: AccessRig;
let tenant: TestTenant;

beforeAll(async () => {
  rig = await AccessRig.open();
});
afterAll(() => rig.close());
beforeEach(async () => {
  rig.owner = false;
  rig.clock.pass(60_000);
  tenant = await rig.newTenant();
});

describe('the Host header', () => {
  it.each(['127.0.0.1', 'localhost:8080', 'box', 'BOX.local.:80', '[::1]:8080', '192.168.1.7', 'fieldline.example'])(
    'may be %s',
    async (host) => expect((await rig.rawAsk('GET', '/', { headers: { host } })).status).toBe(200),
  );

  it.each(['evil.example', 'localhost.evil.example', 'box.evil', '127.0.0.1.evil.example', 'a@localhost'])(
    'may not be %s, whatever it is that is asked for (DNS rebinding)',
    async (host) => {
      expect((await rig.rawAsk('GET', '/', { headers: { host } })).status).toBe(403);
      const authorization = `Bearer ${tenant.tokens.read}`;
      expect((await rig.rawAsk('GET', SITES, { headers: { host, authorization } })).status).toBe(403);
    },
  );
});

describe('the owner of the data folder', () => {
  it('is the admin of the tenant default without signing in, under whatever host', async () => {
    rig.owner = true;
    expect((await rig.ask('GET', SITES)).body).toEqual(OWNER);
    expect((await rig.rawAsk('GET', SITES, { headers: { host: 'control.sock' } })).status).toBe(200);
    expect((await rig.ask('POST', SITES, { body: {} })).status).toBe(201);
    expect((await rig.ask('GET', '/api/v1/session')).body).toEqual({
      ...{ kind: 'owner', name: 'owner', tenant: 'default', scope: 'admin' },
    });
  });
});

describe('a page', () => {
  it('is for everybody', async () => {
    expect((await rig.ask('GET', '/')).body).toEqual({ page: 'nobody' });
  });

  it('beneath the API that is declared nowhere is closed', async () => {
    const { admin: token } = tenant.tokens;
    expect((await rig.ask('GET', '/api/v1/forgotten', { token })).status).toBe(404);
  });
});

describe('requests', () => {
  it('are counted by caller and group of routes, and told in headers (A6)', async () => {
    const { read: token } = tenant.tokens;
    await rig.ask('GET', SITES, { token });
    rig.clock.pass(20_000);
    const { headers } = await rig.ask('GET', SITES, { token });
    expect(headers.get('ratelimit-policy')).toBe('"read";q=6000;w=60');
    expect(headers.get('ratelimit')).toBe('"read";r=5998;t=40');
    const other = await rig.ask('GET', SITES, { token: tenant.tokens.write });
    expect(other.headers.get('ratelimit')).toBe('"read";r=5999;t=40');
    const change = await rig.ask('POST', SITES, { token: tenant.tokens.write, body: {} });
    expect(change.headers.get('ratelimit')).toBe('"change";r=1199;t=40');
  });

  it('beyond the limit get 429 until the window is over, and no one else does (A6)', async () => {
    const { read: token } = tenant.tokens;
    const id = (await rig.ask('GET', SITES, { token })).body['id'];
    const who = `${tenant.tenantId}:token:${String(id)}`;
    for (let n = 1; n < RATE_LIMITS.read.requests; n++) await rig.identity.countRequest.count('read', who);
    const { status, headers, body } = await rig.ask('GET', SITES, { token });
    expect([status, headers.get('ratelimit')]).toEqual([429, `"read";r=0;t=${headers.get('retry-after')}`]);
    expect(body).toMatchObject({ type: 'urn:fieldline:problem:too-many-requests' });
    expect((await rig.ask('GET', SITES, { token: tenant.tokens.write })).status).toBe(200);
    rig.clock.pass(Number(headers.get('retry-after')) * 1000);
    expect((await rig.ask('GET', SITES, { token })).status).toBe(200);
  });

  it('that are not let in are counted by address', async () => {
    const statuses = [];
    for (let n = 0; n < RATE_LIMITS.unauthorized.requests + 2; n++) {
      statuses.push((await rig.ask('GET', SITES, { token: `flt_${'a'.repeat(32)}` })).status);
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(RATE_LIMITS.unauthorized.requests);
    expect(statuses.slice(-2)).toEqual([429, 429]);
    expect((await rig.ask('GET', SITES, { token: tenant.tokens.read })).status).toBe(200);
  });
});
