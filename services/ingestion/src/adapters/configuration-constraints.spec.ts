import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ulidOf } from '../app/example-registry.contract.js';
import { openTestDatabase, type TestDatabase } from './test-database.contract.js';

const OWNER = { tenant_id: 'default', device_id: ulidOf(2) };
const BATTERY = {
  ...OWNER,
  chemistry: 'LFP',
  nominal_capacity_ah: 304,
  nominal_voltage_v: 51.2,
  max_charge_power_w: 5000,
  max_discharge_power_w: 10_000,
  series_cells: 16,
  parallel_cells: 1,
};
const SWITCH = { ...OWNER, id: 'switch1', name: 'Light', type: 'light' };
const PIN = { ...OWNER, switch_id: 'switch1', role: 'relay', gpio: 16 };

type Row = Readonly<Record<string, unknown>>;

let database: TestDatabase;

async function insert(table: string, row: Row): Promise<void> {
  const places = Object.keys(row).map((_, index) => `$${index + 1}`);
  const text = `insert into registry.${table} (${Object.keys(row).join(', ')}) values (${places.join(', ')})`;
  await database.pool.query(text, Object.values(row));
}

async function first(text: string): Promise<Row> {
  return (await database.pool.query<Row>(text)).rows[0] as Row;
}

async function as(actor: string, text: string): Promise<void> {
  const client = await database.pool.connect();
  await client.query('begin');
  await client.query(`select set_config('fieldline.actor', $1, true)`, [actor]);
  await client.query(text);
  await client.query('commit');
  client.release();
}

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.close());

beforeEach(async () => {
  await database.pool.query('truncate registry.tenant cascade');
  const site = { tenant_id: 'default', id: ulidOf(1), name: 'lab', time_zone: 'Europe/Berlin', currency: 'EUR' };
  await insert('tenant', { id: 'default', name: 'default' });
  await insert('profile', { tenant_id: 'default', id: 'p', version: 1, body: '{}' });
  await insert('site', site);
  const device = { tenant_id: 'default', id: ulidOf(2), external_id: 'd1', name: 'Device', type: 'esp32' };
  await insert('device', { ...device, site_id: ulidOf(1), profile_id: 'p', profile_version: 1 });
});

describe('a battery’s configuration in the database (B4)', () => {
  it.each([
    ['chemistry', ['LTO', 'lfp', ''], /chemistry_check/],
    ['nominal_capacity_ah', [0, -1, 'NaN', 'Infinity'], /positive_check/],
    ['nominal_voltage_v', [0, -51.2, 'NaN', 'Infinity'], /positive_check/],
    ['max_charge_power_w', [0, -5000, 'NaN', 'Infinity'], /positive_check/],
    ['max_discharge_power_w', [0, -5000, 'NaN', 'Infinity'], /positive_check/],
    ['series_cells', [0, -1], /series_cells_check/],
    ['parallel_cells', [0, -1], /parallel_cells_check/],
    ['rack_position', ['', 'x'.repeat(121)], /rack_position_check/],
  ])('refuses a wrong %s', async (column, values, message) => {
    for (const value of values) {
      await expect(insert('battery_configuration', { ...BATTERY, [column]: value })).rejects.toThrow(message);
    }
    await insert('battery_configuration', BATTERY);
  });

  it.each(Object.keys(BATTERY))('wants %s', async (column) => {
    await expect(insert('battery_configuration', { ...BATTERY, [column]: null })).rejects.toThrow(
      /not-null|null value/,
    );
  });

  it.each(['LFP', 'NMC', 'LCO', 'NCA'])('knows %s', async (chemistry) => {
    await insert('battery_configuration', { ...BATTERY, chemistry });
  });

  it('wants it commissioned on the day it was installed or later', async () => {
    const dates = { installed_on: '2024-05-02', commissioned_on: '2024-05-01' };
    await expect(insert('battery_configuration', { ...BATTERY, ...dates })).rejects.toThrow(/_dates/);
    await insert('battery_configuration', { ...BATTERY, ...dates, commissioned_on: '2024-05-02' });
  });

  it('has one a device, and none for a device that is not there', async () => {
    await insert('battery_configuration', BATTERY);
    await expect(insert('battery_configuration', BATTERY)).rejects.toThrow(/battery_configuration_pkey/);
    await expect(insert('battery_configuration', { ...BATTERY, device_id: ulidOf(9) })).rejects.toThrow(/foreign key/);
  });

  it('gives a device the status online, offline, error or maintenance, or unknown before it was heard of', async () => {
    for (const status of ['online', 'offline', 'error', 'maintenance', 'unknown']) {
      await database.pool.query('update registry.device set status = $1', [status]);
    }
    await expect(database.pool.query(`update registry.device set status = 'asleep'`)).rejects.toThrow(/status_check/);
  });

  it('keeps the archive to the same rules and never changes it', async () => {
    const archived = { ...BATTERY, created_at: 'now', created_by: 'a', updated_at: 'now', updated_by: 'a' };
    const row = { ...archived, archived_at: '2030-01-01' };
    await insert('battery_configuration_archive', row);
    await expect(insert('battery_configuration_archive', { ...row, series_cells: 0 })).rejects.toThrow(/series_cells/);
    const change = database.pool.query('update registry.battery_configuration_archive set series_cells = 2');
    await expect(change).rejects.toThrow(/never change/);
  });
});

describe('switches in the database (E2)', () => {
  beforeEach(async () => {
    await insert('switchboard_setting', OWNER);
    await insert('device_switch', SWITCH);
  });

  it('are told of every 30 s unless set otherwise, from a second to a day', async () => {
    expect(await first('select * from registry.switchboard_setting')).toMatchObject({ update_interval_s: 30 });
    for (const seconds of [0, -1, 86_401]) {
      const change = database.pool.query('update registry.switchboard_setting set update_interval_s = $1', [seconds]);
      await expect(change).rejects.toThrow(/update_interval_s_check/);
    }
  });

  it('are of the types that are known and no other', async () => {
    for (const type of ['light', 'fan', 'projector', 'ac', 'computer', 'outlet']) {
      await database.pool.query('update registry.device_switch set type = $1', [type]);
    }
    const change = database.pool.query(`update registry.device_switch set type = 'kettle'`);
    await expect(change).rejects.toThrow(/type_check/);
  });

  it('have an id that is a metric’s name, once in a device, and a name', async () => {
    await expect(insert('device_switch', SWITCH)).rejects.toThrow(/device_switch_pkey/);
    await expect(insert('device_switch', { ...SWITCH, id: 'Switch 2' })).rejects.toThrow(/id_check/);
    await expect(insert('device_switch', { ...SWITCH, id: 'switch2', name: '' })).rejects.toThrow(/name_check/);
    await expect(insert('device_switch', { ...SWITCH, device_id: ulidOf(9) })).rejects.toThrow(/foreign key/);
  });

  it('use pins that an ESP32 or ESP32-S3 has, GPIO 0 to 48', async () => {
    await insert('device_switch_pin', { ...PIN, gpio: 0 });
    await insert('device_switch_pin', { ...PIN, role: 'button', gpio: 48 });
    for (const gpio of [-1, 49]) {
      await expect(database.pool.query('update registry.device_switch_pin set gpio = $1', [gpio])).rejects.toThrow(
        /gpio_check/,
      );
    }
  });

  it('never share a pin, be it for buttons or relays, and have one pin a role', async () => {
    await insert('device_switch', { ...SWITCH, id: 'switch2' });
    await insert('device_switch_pin', PIN);
    for (const other of [{ role: 'button' }, { switch_id: 'switch2' }, { switch_id: 'switch2', role: 'button' }]) {
      await expect(insert('device_switch_pin', { ...PIN, ...other })).rejects.toThrow(/device_switch_pin_once/);
    }
    await expect(insert('device_switch_pin', { ...PIN, gpio: 17 })).rejects.toThrow(/device_switch_pin_role/);
    await expect(insert('device_switch_pin', { ...PIN, role: 'led', gpio: 17 })).rejects.toThrow(/role_check/);
  });
});

describe('the audit columns (B4)', () => {
  const read = (table: string): Promise<Row> =>
    first(`select created_at, created_by, updated_at, updated_by from registry.${table}`);

  it.each([
    ['battery_configuration', BATTERY, 'series_cells = 8'],
    ['switchboard_setting', OWNER, 'update_interval_s = 60'],
  ])('of %s are kept by the database, whatever is written', async (table, row, change) => {
    const lies = { created_at: '2000-01-01', created_by: 'nobody', updated_at: '2000-01-01', updated_by: 'nobody' };
    await insert(table, { ...row, ...lies });
    const { rows } = await database.pool.query<{ readonly name: string }>('select current_user as name');
    const created = await read(table);
    expect(created).toMatchObject({ created_by: rows[0]?.name, updated_by: rows[0]?.name });
    expect((created['created_at'] as Date).getFullYear()).toBeGreaterThan(2000);
    await as(
      'ada',
      `update registry.${table} set ${change}, created_at = '2000-01-01', created_by = 'x', updated_by = 'x'`,
    );
    const changed = await read(table);
    expect(changed).toMatchObject({ created_at: created['created_at'], created_by: rows[0]?.name, updated_by: 'ada' });
    expect((changed['updated_at'] as Date).getTime()).toBeGreaterThan((created['updated_at'] as Date).getTime());
    await as('bob', `update registry.${table} set ${change}`);
    expect(await read(table)).toEqual(changed);
  });
});
