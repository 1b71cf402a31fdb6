import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { energyPack, ROOM_SWITCHES } from '@fieldline/domain-energy';
import { PACK, PROFILE } from '../app/test-registry.contract.js';
import { ApiDoor, BANK } from './api-door.contract.js';

type Body = Readonly<Record<string, unknown>>;

const BATTERY = {
  chemistry: 'LFP',
  nominalCapacityAh: 304,
  nominalVoltageV: 51.2,
  maxChargePowerW: 5000,
  maxDischargePowerW: 10_000,
  seriesCells: 16,
  parallelCells: 1,
};
const NOON = Date.UTC(2026, 4, 1, 12);
const HOUR = 3_600_000;

let door: ApiDoor;
let numbers = 0;
let name: string;
let deviceId: string;

async function call(method: 'GET' | 'PUT', target: string, body?: Body): Promise<{ status: number; body: Body }> {
  const answer = await door.call(method, target, body === undefined ? {} : { body });
  return { status: answer.status, body: answer.body };
}

async function addDevice(profile: string): Promise<void> {
  const { body } = await call('PUT', `/devices/${name}`, { site: 'lab', profile });
  deviceId = String(body['id']);
}

/** One reading a minute, at the minutes from `NOON` and with the values given. */
async function tell(values: readonly (readonly [minute: number, value: Body])[]): Promise<void> {
  const of = ([minute, value]: readonly [number, Body], index: number) => ({
    ...{ tenantId: 'default', deviceId, lifetime: 'history' as const, quality: 'good', receivedAt: NOON },
    ...{
      measuredAt: NOON + minute * 60_000,
      position: index,
      identity: BigInt(index),
      valuesJson: JSON.stringify(value),
    },
  });
  await door.readings.write(values.map(of));
}

beforeAll(async () => {
  door = await ApiDoor.open([PACK, { id: 'bank', profiles: [BANK] }, energyPack]);
  await door.call('POST', '/sites', { body: { name: 'lab', timeZone: 'Europe/Berlin', currency: 'EUR' } });
}, 60_000);

afterAll(() => door.close());

beforeEach(() => {
  numbers += 1;
  name = `dev-${numbers}`;
});

function expectProblem(answer: { status: number; body: Body }, status: number, detail: RegExp): void {
  expect(answer.body).toMatchObject({ status, type: expect.stringMatching(/^urn:fieldline:problem:/) });
  expect(answer.body['detail']).toMatch(detail);
  expect(answer.status).toBe(status);
}

describe('a battery (B4)', () => {
  it('is set down with 201, changed with 200, and told with when it was last seen', async () => {
    await addDevice(BANK.id);
    const whole = {
      ...BATTERY,
      rackPosition: 'A3',
      installedOn: '2024-03-31',
      location: 'Cellar',
      status: 'maintenance',
    };
    const created = await call('PUT', `/devices/${name}/battery`, whole);
    expect(created).toMatchObject({ status: 201, body: { device: name, ...whole, lastSeen: null, archivedAt: null } });
    expect(created.body).toMatchObject({ createdBy: 'admin', commissionedOn: null, firmware: null });
    const changed = await call('PUT', `/devices/${name}/battery`, { ...BATTERY, firmware: '3.1' });
    expect(changed).toMatchObject({ status: 200, body: { ...whole, firmware: '3.1' } });
    await tell([
      [0, { stateOfCharge: 1 }],
      [5, { stateOfCharge: 2 }],
    ]);
    const told = await call('GET', `/devices/${name}/battery`);
    expect(told).toEqual({ status: 200, body: { ...changed.body, lastSeen: NOON + 300_000 } });
  });

  it.each([
    [{ chemistry: 'LTO' }, /chemistry: "LTO" is not one of LFP, NMC, LCO, NCA/],
    [{ nominalCapacityAh: 0 }, /nominalCapacityAh: 0 is not a number from 0\.001 to 20000, in A\.h/],
    [{ nominalCapacityAh: 5e-324 }, /nominalCapacityAh: 5e-324 is not a number from 0\.001 /],
    [{ nominalCapacityAh: 1e308 }, /nominalCapacityAh: 1e\+308 is not a number from 0\.001 /],
    [{ maxChargePowerW: 1e308 }, /maxChargePowerW: 1e\+308 is not a number from 0\.001 to 3000000, in W/],
    [{ maxDischargePowerW: 5e-324 }, /maxDischargePowerW: 5e-324 is not a number from 0\.001 /],
    [{ nominalVoltageV: 512 }, /nominalVoltageV: 512 V of 16 cells in series is 32 V a cell; expected .* 24 to 72 V/],
    [{ rackPosition: '   ' }, /rackPosition: " {3}" is not a text of 1 to 120 characters, not blank/],
    [{ rackPosition: 'A\u00003' }, /rackPosition: "A\\u00003" is not a text .* without control characters/],
    [{ location: 'A\ud800' }, /location: "A\\ud800" is not a text/],
    [{ firmware: 'ü'.repeat(121) }, /firmware: "ü+… is not a text of 1 to 120 characters/],
    [{ installedOn: '0000-01-01' }, /installedOn: "0000-01-01" is not a date .* from 1991-01-01 to 2099-12-31/],
    [{ nominalVoltageV: -51.2 }, /nominalVoltageV: -51\.2 is not a number from 1\.5 to 1500, in V/],
    [{ maxChargePowerW: '5 kW' }, /maxChargePowerW: "5 kW" is not a number from 0\.001 to 3000000, in W/],
    [{ maxDischargePowerW: undefined }, /maxDischargePowerW: missing; expected a number from 0\.001 to 3000000, in W/],
    [{ seriesCells: 1.5 }, /seriesCells: 1\.5 is not a whole number from 1 /],
    [{ parallelCells: 0 }, /parallelCells: 0 is not a whole number from 1 /],
    [{ rackPosition: '' }, /rackPosition: "" is not a text of 1 to 120 characters/],
    [{ installedOn: '31.05.2024' }, /installedOn: "31\.05\.2024" is not a date such as 2024-05-31/],
    [{ commissionedOn: '2024-02-30' }, /commissionedOn: "2024-02-30" is not a date/],
    [{ installedOn: '2024-05-02', commissionedOn: '2024-05-01' }, /commissionedOn: 2024-05-01 is before installedOn/],
    [{ status: 'asleep' }, /status: "asleep" is not one of online, offline, error, maintenance/],
    [{ extra: 1 }, /extra/],
  ])('is refused with %j, by field, value and what would be right', async (change, detail) => {
    await addDevice(BANK.id);
    expectProblem(await call('PUT', `/devices/${name}/battery`, { ...BATTERY, ...change }), 422, detail);
    expectProblem(await call('GET', `/devices/${name}/battery`), 404, /nothing is set down about/);
  });

  it('takes texts of 120 characters, however many units they are spelled in', async () => {
    await addDevice(BANK.id);
    const location = '🔋'.repeat(120);
    const put = await call('PUT', `/devices/${name}/battery`, { ...BATTERY, location });
    expect(put).toMatchObject({ status: 201, body: { location } });
  });

  it('is refused for a device whose profile is no battery’s', async () => {
    await addDevice('switchboard');
    const put = await call('PUT', `/devices/${name}/battery`, BATTERY);
    expectProblem(put, 422, /profile: the device's, 'switchboard', is no battery's; expected .* stateOfCharge/);
  });

  it('is none where there is no device', async () => {
    expectProblem(await call('PUT', '/devices/nobody/battery', BATTERY), 404, /no device 'nobody'/);
    expectProblem(await call('GET', '/devices/nobody/battery'), 404, /no device 'nobody'/);
  });
});

describe('switches (E2)', () => {
  const ROOM = { room: 'B2', ip: '10.0.0.7', switches: ROOM_SWITCHES };

  it('are set down with 201 and told with room, address, topic and interval', async () => {
    await addDevice('switchboard');
    const created = await call('PUT', `/devices/${name}/switches`, ROOM);
    const board = {
      device: name,
      room: 'B2',
      ip: '10.0.0.7',
      topic: `devices/${name}/telemetry`,
      updateIntervalSeconds: 30,
    };
    expect(created).toMatchObject({ status: 201, body: { ...board, status: 'unknown', firmware: null, mac: null } });
    const unheard = { state: null, toldAt: null, lastChange: null, unchangedSince: null };
    expect(created.body['switches']).toEqual(ROOM_SWITCHES.map((one) => ({ ...one, ...unheard })));
    expect(await call('GET', `/devices/${name}/switches`)).toEqual({ status: 200, body: created.body });
  });

  it('remember the chip, and check pins against it', async () => {
    await addDevice('switchboard');
    const put = (body: Body) => call('PUT', `/devices/${name}/switches`, body);
    expect(await put({ ...ROOM, chip: 'esp32' })).toMatchObject({ status: 201, body: { chip: 'esp32' } });
    const switches = [{ ...ROOM_SWITCHES[0], relayGpio: 36 }];
    expectProblem(await put({ switches }), 422, /switches\.0\.relayGpio: GPIO 36 of an esp32 only reads/);
    expect(await put({ switches, chip: 'esp32-s3' })).toMatchObject({ status: 200, body: { chip: 'esp32-s3' } });
    expect(await put({ switches, chip: null })).toMatchObject({ status: 200, body: { chip: null } });
  });

  it('have the state that was last told, and the time since when', async () => {
    await addDevice('switchboard');
    await call('PUT', `/devices/${name}/switches`, ROOM);
    await tell([
      [-30, { switch1: false, switch2: true, switch3: false }],
      [-20, { switch1: true, switch2: true, switch3: true }],
      [-10, { switch1: true, switch2: true, switch3: false }],
      [0, { switch1: true, switch2: true, switch3: true }],
    ]);
    const { body } = await call('GET', `/devices/${name}/switches`);
    const at = (minute: number): number => NOON + minute * 60_000;
    expect((body['switches'] as readonly Body[]).slice(0, 4)).toMatchObject([
      { id: 'switch1', state: true, toldAt: NOON, lastChange: at(-20), unchangedSince: at(-20) },
      { id: 'switch2', state: true, toldAt: NOON, lastChange: null, unchangedSince: at(-30) },
      { id: 'switch3', state: true, toldAt: NOON, lastChange: NOON, unchangedSince: NOON },
      { id: 'switch4', state: null, toldAt: null, lastChange: null },
    ]);
  });

  it('are looked back at for a week, and no further', async () => {
    await addDevice('switchboard');
    await call('PUT', `/devices/${name}/switches`, ROOM);
    const daily = Array.from({ length: 10 }, (_, day) => day - 9);
    await tell(daily.map((day) => [day * 24 * 60, { switch1: day > -6, switch2: day > -9 }] as const));
    const { body } = await call('GET', `/devices/${name}/switches`);
    expect((body['switches'] as readonly Body[]).slice(0, 2)).toMatchObject([
      { state: true, toldAt: NOON, lastChange: NOON - 5 * 24 * HOUR },
      { state: true, toldAt: NOON, lastChange: null, unchangedSince: NOON - 7 * 24 * HOUR },
    ]);
  });

  it.each([
    [{ switches: undefined }, /switches: missing; expected a list of at most 49 switches/],
    [{ updateIntervalSeconds: 0 }, /updateIntervalSeconds: 0 is not a whole number from 1 to 86400, in s/],
    [{ ip: '10.0.0.300' }, /ip: "10\.0\.0\.300" is not an IPv4 or IPv6 address/],
    [{ switches: [{ ...ROOM_SWITCHES[0], type: 'kettle' }] }, /switches\.0\.type: "kettle" is not one of light, fan, /],
    [{ switches: [{ ...ROOM_SWITCHES[0], gpio: 49 }] }, /switches\.0\.gpio: 49 is not a whole number from 0 to 48/],
    [{ switches: [{ ...ROOM_SWITCHES[0], relayGpio: -1 }] }, /switches\.0\.relayGpio: -1 is not a whole number/],
    [{ switches: [ROOM_SWITCHES[0], ROOM_SWITCHES[0]] }, /switches\.1\.id: 'switch1' stands twice/],
    [{ switches: [{ ...ROOM_SWITCHES[0], id: 'switch9' }] }, /'switch9' is no switch .* switch1, /],
    [{ switches: [{ ...ROOM_SWITCHES[0], id: 'occupied' }] }, /'occupied' is no switch .* switch1, /],
    [{ switches: [{ ...ROOM_SWITCHES[0], name: '\ud800' }] }, /switches\.0\.name: "\\ud800" is not a text/],
    [{ switches: Array.from({ length: 50 }, () => ROOM_SWITCHES[0]) }, /is not a list of at most 49 switches/],
    [{ ip: '::1]/[' }, /ip: "::1\]\/\[" is not an IPv4 or IPv6 address/],
    [{ ip: 'fe80::1%eth0' }, /is not an IPv4 or IPv6 address without a zone/],
    [{ room: '\t' }, /room: "\\t" is not a text/],
    [{ chip: 'esp8266' }, /chip: "esp8266" is not one of esp32, esp32-s3, esp32-c3/],
    [{ chip: 'esp32', switches: [{ ...ROOM_SWITCHES[0], relayGpio: 6 }] }, /GPIO 6 belongs to the flash of an esp32/],
    [{ chip: 'esp32', switches: [{ ...ROOM_SWITCHES[0], relayGpio: 35 }] }, /GPIO 35 of an esp32 only reads; expected/],
    [{ switches: [{ ...ROOM_SWITCHES[0], relayGpio: 34 }] }, /switches\.0\.relayGpio: GPIO 34 is gpio of 'switch1'/],
  ])('are refused with %j, by field, value and what would be right', async (change, detail) => {
    await addDevice('switchboard');
    expectProblem(await call('PUT', `/devices/${name}/switches`, { ...ROOM, ...change }), 422, detail);
    expectProblem(await call('GET', `/devices/${name}/switches`), 404, /nothing is set down about/);
  });

  it('are refused for a device whose profile has none', async () => {
    await addDevice(PROFILE.id);
    expectProblem(await call('PUT', `/devices/${name}/switches`, ROOM), 422, /'switch1' .*; it has none/);
    expectProblem(await call('PUT', '/devices/nobody/switches', ROOM), 404, /no device 'nobody'/);
  });
});
