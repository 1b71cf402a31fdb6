import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SiteV1 } from '@fieldline/contracts';
import { systemClock, systemRandom, ulid } from '@fieldline/platform';
import { PROFILE } from '../app/test-registry.contract.js';
import { changeBattery, type BatteryRequest } from '../domain/battery-configuration.js';
import { newDevice } from '../domain/registered-device.js';
import {
  changeSwitchboard,
  type SwitchboardRequest,
  type SwitchConfiguration,
} from '../domain/switchboard-configuration.js';
import type { Stored, StoredBattery, StoredSwitchboard } from '../ports/device-configuration-store.js';
import type { DeviceKey } from '../ports/registry-store.js';
import { PostgresDeviceConfigurationStore } from './postgres-device-configuration-store.js';
import { PostgresRegistryStore } from './postgres-registry-store.js';
import { openTestDatabase, type TestDatabase } from './test-database.contract.js';

const BATTERY: BatteryRequest = {
  chemistry: 'NMC',
  nominalCapacityAh: 94,
  nominalVoltageV: 355.2,
  maxChargePowerW: 50_000,
  maxDischargePowerW: 100_000,
  seriesCells: 96,
  parallelCells: 1,
};
const LIGHT: SwitchConfiguration = { id: 'switch1', name: 'Light', type: 'light', gpio: 34, relayGpio: 16 };
const FAN: SwitchConfiguration = { id: 'switch2', name: 'Fan', type: 'fan', gpio: null, relayGpio: 17 };

let database: TestDatabase;
let registry: PostgresRegistryStore;
let store: PostgresDeviceConfigurationStore;
let site: SiteV1;
let key: DeviceKey;
let numbers = 0;

const newId = (): string => ulid(systemClock, systemRandom);
const stamp = () => ({ eventId: newId(), occurredAt: Date.now() });

function putBattery(request: BatteryRequest, actor = 'ada'): Promise<Stored<StoredBattery> | undefined> {
  const change = { key, actor, newLocationId: newId() };
  return store.putBattery({ ...change, change: (now, device) => changeBattery(now, device, request) });
}

function putBoard(request: SwitchboardRequest, actor = 'ada'): Promise<Stored<StoredSwitchboard> | undefined> {
  const change = { key, actor, newLocationId: newId() };
  return store.putSwitchboard({ ...change, change: (now, device) => changeSwitchboard(now, device, request) });
}

beforeAll(async () => {
  database = await openTestDatabase();
  registry = new PostgresRegistryStore({ pool: () => database.pool });
  store = new PostgresDeviceConfigurationStore({ pool: () => database.pool });
  await registry.addTenant('default');
  await registry.addProfile({ ...PROFILE, tenantId: 'default' }, stamp());
  const lab = { id: newId(), tenantId: 'default', name: 'lab', timeZone: 'UTC', currency: 'EUR', lifetime: null };
  site = (await registry.putSite(lab, stamp())).entity;
}, 60_000);
afterAll(() => database.close());

beforeEach(async () => {
  numbers += 1;
  key = { tenantId: 'default', externalId: `d${numbers}` };
  const request = { siteId: site.id, profile: { id: PROFILE.id, version: 1 } };
  await registry.putDevice(key, () => newDevice({ id: newId(), ...key }, request), stamp());
});

describe('batteries in PostgreSQL (B4)', () => {
  it('come back as they were set down, the device’s own columns too', async () => {
    const whole = {
      ...BATTERY,
      rackPosition: 'A3',
      installedOn: '2024-03-31',
      commissionedOn: '2024-04-02',
      location: 'Container 1',
      status: 'maintenance',
      firmware: '2.0.1',
    } as const;
    const put = await putBattery(whole);
    expect(put).toMatchObject({ created: true, stored: { configuration: whole, archivedAt: null } });
    expect(put?.stored.audit).toMatchObject({ createdBy: 'ada', updatedBy: 'ada' });
    expect(await store.battery(key)).toEqual(put?.stored);
    expect(await registry.device(key)).toMatchObject({ status: 'maintenance', firmware: '2.0.1' });
  });

  it('tell who changed them last, and of no change when nothing changed', async () => {
    const first = await putBattery(BATTERY);
    const second = await putBattery({ ...BATTERY, seriesCells: 48 }, 'bob');
    expect(second).toMatchObject({ created: false, stored: { configuration: { seriesCells: 48 } } });
    expect(second?.stored.audit).toMatchObject({ createdBy: 'ada', updatedBy: 'bob' });
    expect(second?.stored.audit.updatedAt).toBeGreaterThan(first?.stored.audit.updatedAt ?? Infinity);
    expect((await putBattery({ ...BATTERY, seriesCells: 48 }, 'eve'))?.stored).toEqual(second?.stored);
  });

  it('share a location of the same name in a site', async () => {
    await putBattery({ ...BATTERY, location: 'Container 2' });
    key = { ...key, externalId: `d${numbers - 1}` };
    await putBattery({ ...BATTERY, location: 'Container 2' });
    const { rows } = await database.pool.query(`select from registry.location where name = 'Container 2'`);
    expect(rows).toHaveLength(1);
  });

  it('go into the archive when they did not change, are still told from there, and may come back', async () => {
    const { stored } = (await putBattery(BATTERY)) as Stored<StoredBattery>;
    await store.archiveBatteries(stored.audit.updatedAt);
    expect(await store.battery(key)).toMatchObject({ archivedAt: null });
    expect(await store.archiveBatteries(Date.now() + 60_000)).toBeGreaterThanOrEqual(1);
    const archived = await store.battery(key);
    expect(archived).toEqual({ ...stored, archivedAt: expect.any(Number) });
    expect(await store.archiveBatteries(Date.now() + 60_000)).toBe(0);
    expect(await putBattery({ ...BATTERY, seriesCells: 10 })).toMatchObject({ created: true });
    expect(await store.battery(key)).toMatchObject({ configuration: { seriesCells: 10 }, archivedAt: null });
    expect(await store.archiveBatteries(Date.now() + 60_000)).toBe(1);
    expect(await store.battery(key)).toMatchObject({ configuration: { seriesCells: 10 } });
  });

  it('are nothing for a device that is not there', async () => {
    key = { ...key, externalId: 'nobody' };
    expect(await putBattery(BATTERY)).toBeUndefined();
    expect(await store.battery(key)).toBeUndefined();
  });

  it('take nothing of a change that throws', async () => {
    const change = { key, actor: 'ada', newLocationId: newId() };
    const failing = store.putBattery({
      ...change,
      change: () => {
        throw new RangeError('no');
      },
    });
    await expect(failing).rejects.toThrow('no');
    expect(await store.battery(key)).toBeUndefined();
  });
});

describe('switchboards in PostgreSQL (E2)', () => {
  it('come back as they were set down', async () => {
    const put = await putBoard({ switches: [FAN, LIGHT], room: 'B2', ip: '10.0.0.7', updateIntervalSeconds: 15 });
    const configuration = { switches: [LIGHT, FAN], room: 'B2', ip: '10.0.0.7', updateIntervalSeconds: 15 };
    expect(put).toMatchObject({ created: true, stored: { configuration } });
    expect(await store.switchboard(key)).toEqual(put?.stored);
    expect(await registry.device(key)).toMatchObject({ ip: '10.0.0.7' });
  });

  it('let two switches change their pins with each other, and lose what is not named any more', async () => {
    await putBoard({ switches: [LIGHT, FAN] });
    const swapped = [
      { ...LIGHT, relayGpio: 17 },
      { ...FAN, relayGpio: 16 },
    ];
    expect((await putBoard({ switches: swapped }))?.stored.configuration.switches).toEqual(swapped);
    expect((await putBoard({ switches: [LIGHT] }))?.stored.configuration.switches).toEqual([LIGHT]);
    expect((await putBoard({ switches: [] }))?.stored.configuration.switches).toEqual([]);
  });

  it.each([
    ['a pin', [{ ...LIGHT, relayGpio: 18 }, FAN]],
    ['a name', [{ ...LIGHT, name: 'Lamp' }, FAN]],
    ['a switch less', [LIGHT]],
  ])('tell who changed %s, and of no change when nothing changed', async (_, switches) => {
    const first = await putBoard({ switches: [LIGHT, FAN] });
    expect((await putBoard({ switches: [FAN, LIGHT] }, 'eve'))?.stored).toEqual(first?.stored);
    const changed = await putBoard({ switches }, 'bob');
    expect(changed?.stored.audit).toMatchObject({ createdBy: 'ada', updatedBy: 'bob' });
  });

  it('leave their registration and each other alone when two change one at once', async () => {
    const before = await registry.device(key);
    const [one, two] = await Promise.all([putBoard({ switches: [LIGHT] }), putBoard({ switches: [FAN] })]);
    expect([one?.created, two?.created].toSorted()).toEqual([false, true]);
    expect((await store.switchboard(key))?.configuration.switches).toHaveLength(1);
    expect(await registry.device(key)).toEqual(before);
  });
});
