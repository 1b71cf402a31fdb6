import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ulidOf } from '../app/example-registry.contract.js';
import { openTestDatabase, type TestDatabase } from './test-database.contract.js';

const SITE = ulidOf(1);
const DEVICE = ulidOf(2);
const MAC = 'a4:cf:12:0b:3e:9d';

let database: TestDatabase;

type Row = Readonly<Record<string, unknown>>;

async function insert(table: string, row: Row): Promise<void> {
  const places = Object.keys(row).map((_, index) => `$${index + 1}`);
  const text = `insert into registry.${table} (${Object.keys(row).join(', ')}) values (${places.join(', ')})`;
  await database.pool.query(text, Object.values(row));
}

function site(row: Row = {}): Promise<void> {
  const defaults = { tenant_id: 'default', id: SITE, name: 'lab', time_zone: 'Europe/Berlin', currency: 'EUR' };
  return insert('site', { ...defaults, ...row });
}

function device(row: Row = {}): Promise<void> {
  const own = { tenant_id: 'default', id: DEVICE, external_id: 'd1', name: 'Device', type: 'esp32', site_id: SITE };
  return insert('device', { ...own, profile_id: 'p', profile_version: 1, ...row });
}

async function first(text: string): Promise<Row> {
  return (await database.pool.query<Row>(text)).rows[0] as Row;
}

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.close());

beforeEach(async () => {
  await database.pool.query('truncate registry.tenant cascade');
  for (const id of ['default', 'other']) {
    await insert('tenant', { id, name: id });
    await insert('profile', { tenant_id: id, id: 'p', version: 1, body: '{}' });
  }
  await site();
  await site({ tenant_id: 'other', id: ulidOf(10) });
});

describe('the database', () => {
  it.each([
    ['not an address', 'nonsense', /invalid input syntax/],
    ['too short', 'a4:cf:12:0b:3e', /invalid input syntax/],
    ['a group address', '01:00:5e:00:00:01', /device_mac_check/],
    ['broadcast', 'ff:ff:ff:ff:ff:ff', /device_mac_check/],
    ['all zeros', '00:00:00:00:00:00', /device_mac_check/],
  ])('refuses a MAC address that is %s (E2)', async (_, mac, message) => {
    await expect(device({ mac })).rejects.toThrow(message);
  });

  it('keeps a MAC address unique in its tenant, however it is written, and leaves it to others (E2)', async () => {
    await device({ mac: MAC });
    const twin = { id: ulidOf(3), external_id: 'd2', mac: MAC.toUpperCase().replaceAll(':', '-') };
    await expect(device(twin)).rejects.toThrow(/device_mac_unique/);
    await device({ ...twin, tenant_id: 'other', site_id: ulidOf(10) });
    await device({ id: ulidOf(4), external_id: 'd3' });
    await device({ id: ulidOf(5), external_id: 'd4' });
  });

  it('keeps an external id unique in its tenant and leaves it to others', async () => {
    await device();
    await expect(device({ id: ulidOf(3) })).rejects.toThrow(/device_external_id_unique/);
    await device({ id: ulidOf(3), tenant_id: 'other', site_id: ulidOf(10) });
  });

  it('knows the types of devices and no others (E2)', async () => {
    await expect(device({ type: 'toaster' })).rejects.toThrow(/device_type_check/);
  });

  it('takes no external id that cannot stand in a topic or shadows the enrolment user', async () => {
    for (const external_id of ['enrol', '+', 'a/b', '', 'a'.repeat(65), '$SYS']) {
      await expect(device({ external_id })).rejects.toThrow(/device_external_id_check/);
    }
  });

  it('ties a device to a site, a profile and a gateway of its own tenant', async () => {
    await expect(device({ site_id: ulidOf(10) })).rejects.toThrow(/foreign key/);
    await expect(device({ profile_version: 2 })).rejects.toThrow(/foreign key/);
    await device({ id: ulidOf(20), tenant_id: 'other', site_id: ulidOf(10) });
    await expect(device({ gateway_id: ulidOf(20) })).rejects.toThrow(/foreign key/);
    await expect(device({ gateway_id: DEVICE })).rejects.toThrow(/device_check|check constraint/);
  });

  it('wants a currency of three capitals, a time zone name and a known lifetime of a site', async () => {
    await expect(site({ id: ulidOf(3), name: 'b', currency: 'eur' })).rejects.toThrow(/site_currency_check/);
    await expect(site({ id: ulidOf(3), name: 'b', time_zone: '+01:00' })).rejects.toThrow(/site_time_zone_check/);
    await expect(site({ id: ulidOf(3), name: 'b', lifetime: 'ever' })).rejects.toThrow(/site_lifetime_check/);
    await expect(site({ id: ulidOf(3) })).rejects.toThrow(/site_name_unique/);
  });

  it('never changes a version of a profile', async () => {
    await expect(database.pool.query(`update registry.profile set body = '{"a":1}'`)).rejects.toThrow(/never change/);
    await expect(database.pool.query('delete from registry.profile')).rejects.toThrow(/never change/);
  });

  it('gives a sensor a string id, status active and free metadata (A2)', async () => {
    const location = { tenant_id: 'default', id: ulidOf(6), site_id: SITE, name: 'roof' };
    await insert('location', { ...location, latitude_deg: 52.5, longitude_deg: 13.4 });
    const sensor = { tenant_id: 'default', id: 'SDS011-7', name: 'Dust', manufacturer: 'Nova', location_id: ulidOf(6) };
    await insert('sensor', sensor);
    expect(await first('select * from registry.sensor')).toMatchObject({ ...sensor, status: 'active', metadata: {} });
    await insert('sensor', { ...sensor, id: 'SDS011-8', metadata: '{"calibrated":"2024"}' });
    await expect(insert('sensor', sensor)).rejects.toThrow(/sensor_pkey/);
    await expect(insert('sensor', { ...sensor, id: 'x', metadata: '[]' })).rejects.toThrow(/sensor_metadata_check/);
  });

  it('wants coordinates of a location that are on Earth and whole (A2)', async () => {
    const location = { tenant_id: 'default', id: ulidOf(6), site_id: SITE, name: 'roof' };
    await expect(insert('location', { ...location, latitude_deg: 91, longitude_deg: 0 })).rejects.toThrow(/latitude/);
    await expect(insert('location', { ...location, latitude_deg: 1 })).rejects.toThrow(/location_coordinates/);
  });

  it.each(['tenant', 'site', 'location', 'device', 'sensor', 'credential'])(
    'keeps updated_at of %s itself (A2)',
    async (table) => {
      await device();
      await insert('location', { tenant_id: 'default', id: ulidOf(6), site_id: SITE, name: 'roof' });
      await insert('sensor', { tenant_id: 'default', id: 's', name: 'Dust' });
      const digest = 'ab'.repeat(32);
      const secret = { tenant_id: 'default', id: ulidOf(7), site_id: SITE, kind: 'device', device_id: DEVICE, digest };
      await insert('credential', secret);
      const key = table === 'tenant' ? `id = 'default'` : `tenant_id = 'default'`;
      const before = await first(`select * from registry.${table} where ${key}`);
      await database.pool.query(
        `update registry.${table} set updated_at = '2000-01-01', created_at = '2000-01-01' where ${key}`,
      );
      const after = await first(`select * from registry.${table} where ${key}`);
      expect(after['updated_at']).not.toEqual(new Date('2000-01-01'));
      expect((after['updated_at'] as Date).getTime()).toBeGreaterThanOrEqual((before['updated_at'] as Date).getTime());
      expect(after['created_at']).toEqual(before['created_at']);
    },
  );

  it('wants a device of a secret, and a profile of an enrolment key', async () => {
    const base = { tenant_id: 'default', id: ulidOf(7), site_id: SITE, digest: 'ab'.repeat(32) };
    await expect(insert('credential', { ...base, kind: 'device' })).rejects.toThrow(/credential_of_device/);
    await expect(insert('credential', { ...base, kind: 'enrolment' })).rejects.toThrow(/credential_of_enrolment/);
    const key = { ...base, kind: 'enrolment', profile_id: 'p', profile_version: 1 };
    await expect(insert('credential', { ...key, digest: 'a secret' })).rejects.toThrow(/credential_digest_check/);
    await insert('credential', key);
  });

  it('calls a run clean only when it ended', async () => {
    const run = { run_id: ulidOf(8), started_at: new Date(), version: '0.1.0' };
    await expect(insert('ingestion_log', { ...run, clean: true })).rejects.toThrow(/ingestion_log_end/);
    await insert('ingestion_log', run);
  });
});
