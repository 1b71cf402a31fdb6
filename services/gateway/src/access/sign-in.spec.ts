import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AccessRig } from './access-rig.contract.js';
import type { TestTenant } from './tenant-fixture.contract.js';

const SESSION = '/api/v1/session';
const MINUTE_MS = 60_000;

let rig: AccessRig;
let tenant: TestTenant;

beforeAll(async () => {
  rig = await AccessRig.open();
});
afterAll(() => rig.close());
beforeEach(async () => {
  rig.owner = false;
  rig.clock.pass(16 * MINUTE_MS);
  tenant = await rig.newTenant();
});

async function attempt(name: string, password: string) {
  const { status, body, headers } = await rig.ask('POST', SESSION, { body: { name, password } });
  return { status, detail: body['detail'], retryAfter: Number(headers.get('retry-after')) };
}

async function failTimes(times: number, name: string): Promise<void> {
  for (let time = 0; time < times; time++) expect((await attempt(name, 'wrong')).status).toBe(401);
}

async function auditOf(tenantId: string): Promise<readonly string[]> {
  const select = 'select action from identity.audit_entry where tenant_id = $1 order by at, id';
  const { rows } = await rig.database.pool.query<{ action: string }>(select, [tenantId]);
  return rows.map(({ action }) => action);
}

describe('signing in', () => {
  it('tells the same whether the name or the password is wrong, or neither can be', async () => {
    const { name } = tenant.admin;
    const answers = [
      await attempt(name, 'wrong'),
      await attempt(`nobody@${tenant.tenantId}`, 'wrong'),
      await attempt('a@b@c', 'wrong'),
      await attempt('x', 'wrong'),
      await attempt(`chief@no-such-tenant`, tenant.admin.password),
      await attempt('chief', tenant.admin.password),
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
  });

  it('takes the name in any case', async () => {
    expect(
      (await attempt(tenant.admin.name.toUpperCase().replace(/@.*/, `@${tenant.tenantId}`), tenant.admin.password))
        .status,
    ).toBe(200);
  });

  it('is refused to a user who is not active', async () => {
    const { tenantId, admin } = tenant;
    await rig.database.pool.query('update identity.user_account set active = false where tenant_id = $1', [tenantId]);
    expect((await attempt(admin.name, admin.password)).status).toBe(401);
  });

  it('is locked for a quarter of an hour after ten failures, even with the right password (E1)', async () => {
    const { name, password } = tenant.admin;
    await failTimes(10, name);
    const locked = await attempt(name, password);
    expect([locked.status, locked.retryAfter]).toEqual([429, 15 * 60]);
    rig.clock.pass(15 * MINUTE_MS - 1);
    expect((await attempt(name, password)).status).toBe(429);
    rig.clock.pass(1);
    expect((await attempt(name, password)).status).toBe(200);
  });

  it('stays locked after a restart (E1)', async () => {
    await failTimes(10, tenant.admin.name);
    await rig.restart();
    expect((await attempt(tenant.admin.name, tenant.admin.password)).status).toBe(429);
  });

  it('locks names that nobody has alike, so that the lock tells nothing', async () => {
    await failTimes(10, tenant.admin.name);
    const known = await attempt(tenant.admin.name, 'wrong');
    rig.clock.pass(MINUTE_MS);
    const nobody = `nobody@${tenant.tenantId}`;
    await failTimes(10, nobody);
    expect(await attempt(nobody, 'wrong')).toEqual(known);
  });

  it('forgets failures when it succeeds, and after a quiet quarter of an hour', async () => {
    const { name, password } = tenant.admin;
    await failTimes(9, name);
    expect((await attempt(name, password)).status).toBe(200);
    await failTimes(9, name);
    rig.clock.pass(15 * MINUTE_MS);
    await failTimes(9, name);
    expect((await attempt(name, password)).status).toBe(200);
  });

  it('lets no more than ten wrong passwords be checked however many come at once (E1)', async () => {
    const { name } = tenant.admin;
    const answers = await Promise.all(Array.from({ length: 15 }, () => attempt(name, 'wrong')));
    const checked = answers.filter(({ status }) => status === 401).length;
    expect(checked).toBeLessThanOrEqual(10);
    expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true);
  });

  it('is counted by address whatever the names are', async () => {
    const answers = [];
    for (let index = 0; index < 21; index++) answers.push(await attempt(`name-${index}@${tenant.tenantId}`, 'wrong'));
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(20).fill(401), 429]);
    expect(answers.at(-1)?.retryAfter).toBeGreaterThan(0);
    rig.clock.pass(MINUTE_MS);
    expect((await attempt(tenant.admin.name, tenant.admin.password)).status).toBe(200);
  });

  it('stands in the audit log, failed or not, without the password', async () => {
    const { name, password } = tenant.admin;
    rig.clock.pass(1);
    await attempt(name, 'wr0ng-passw0rd');
    rig.clock.pass(1);
    await attempt(name, password);
    expect((await auditOf(tenant.tenantId)).slice(-2)).toEqual(['sign-in-refused', 'sign-in']);
    const { rows } = await rig.database.pool.query('select a::text from identity.audit_entry a');
    expect(JSON.stringify(rows)).toContain('127.0.0.1');
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`wr0ng|${password}`));
  });
});

describe('the first admin', () => {
  it('is made once, with a password that cannot be misread', async () => {
    const { adminAccount } = rig.identity;
    const made = await Promise.all([1, 2, 3].map(() => adminAccount.firstAdmin('fresh')));
    const [admin, ...more] = made.filter((one) => one !== undefined);
    expect(more).toEqual([]);
    expect(admin?.password).toMatch(/^([2-9a-hjkmnp-z]{5}-){3}[2-9a-hjkmnp-z]{5}$/);
    expect((await attempt('admin@fresh', admin?.password ?? '')).status).toBe(200);
    expect(await adminAccount.firstAdmin('fresh')).toBeUndefined();
  });

  it('is not made for a tenant that has users', async () => {
    expect(await rig.identity.adminAccount.firstAdmin(tenant.tenantId)).toBeUndefined();
  });

  it('has no default password', async () => {
    for (const password of ['admin', 'password', 'fieldline', 'changeme']) {
      expect((await attempt('admin', password)).status).toBe(401);
    }
  });
});

describe('the reset of the admin', () => {
  const reset = () => rig.ask('POST', '/api/v1/admin/reset');

  it('gives the owner of the data folder a new password, unlocks the name and ends every session', async () => {
    const first = await rig.identity.adminAccount.firstAdmin('default');
    const { cookie } = await rig.signIn('admin', first?.password ?? '');
    rig.clock.pass(MINUTE_MS);
    await failTimes(10, 'admin');
    rig.owner = true;
    const { status, body } = await reset();
    rig.owner = false;
    expect([status, body['name']]).toEqual([200, 'admin']);
    expect((await rig.ask('GET', SESSION, { cookie })).status).toBe(401);
    expect((await attempt('admin', first?.password ?? '')).status).toBe(401);
    expect((await attempt('admin', String(body['password']))).status).toBe(200);
    expect(await auditOf('default')).toContain('admin-reset');
  });

  it('is refused to every other admin', async () => {
    expect((await rig.ask('POST', '/api/v1/admin/reset', { token: tenant.tokens.admin })).status).toBe(403);
    const { cookie, csrf } = await rig.signIn(tenant.admin.name, tenant.admin.password);
    expect((await rig.ask('POST', '/api/v1/admin/reset', { cookie, csrf })).status).toBe(403);
    expect((await reset()).status).toBe(401);
  });
});
