import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { credentialV1, deviceConnectionV1, deviceV1, type DeviceV1 } from '@fieldline/contracts';
import type { DeviceIdentity } from '@fieldline/device-link';
import { createLogger, RetriableError, sleep, systemClock, systemRandom } from '@fieldline/platform';
import { messageOf, ulidOf } from '../app/example-registry.contract.js';
import { IngestReadings } from '../app/ingest-readings.js';
import { PROFILE, readTopic } from '../app/test-registry.contract.js';
import { ApiDoor } from './api-door.contract.js';

let door: ApiDoor;
let ingest: IngestReadings;
let numbers = 0;
let name: string;
let sender: DeviceIdentity;

/** A battery with a board, so that it has something in every table. */
const PROFILES = [
  {
    ...PROFILE,
    id: 'board',
    metrics: [
      ...PROFILE.metrics,
      { metric: 'stateOfCharge', unit: '%', kind: 'gauge', type: 'number', stalenessSeconds: 60 },
      { metric: 'switch1', unit: '1', kind: 'state', type: 'boolean', stalenessSeconds: 60 },
    ],
  },
] as const;
const BOARD = PROFILES[0].id;
const BATTERY = {
  ...{ chemistry: 'LFP', nominalCapacityAh: 100, nominalVoltageV: 51.2, seriesCells: 16, parallelCells: 1 },
  ...{ maxChargePowerW: 1000, maxDischargePowerW: 1000 },
};
const SWITCHES = { switches: [{ id: 'switch1', name: 'Lamp', type: 'light', relayGpio: 5, gpio: 4 }] };
const TABLES = [
  ...['device_switch_pin', 'device_switch', 'switchboard_setting', 'battery_configuration'],
  ...['battery_configuration_archive', 'sensor', 'credential', 'dead_letter', 'device_recent'],
];

beforeAll(async () => {
  door = await ApiDoor.open([{ id: 'test', profiles: PROFILES }]);
  const { bus, registry } = door.machine;
  const logger = createLogger('test', 'silent');
  const runId = ulidOf(77);
  const common = { clock: systemClock, random: systemRandom, logger, runId };
  ingest = new IngestReadings({ ...common, bus, registry: registry.snapshot });
  await door.call('POST', '/sites', { body: { name: 'lab', timeZone: 'UTC', currency: 'EUR' } });
}, 60_000);
afterAll(() => door.close());

async function send(count: number, from = 0): Promise<void> {
  const now = Date.now();
  const payloads = Array.from({ length: count }, (_, at) => ({ ts: now - 1000 + from + at, values: { pm25: at } }));
  await ingest.handle(payloads.map((payload) => messageOf(sender, payload, { receivedAt: now })));
}

async function rows(): Promise<Readonly<Record<string, number>>> {
  const { pool } = door.machine.database;
  const counts: Record<string, number> = {};
  for (const table of TABLES) {
    const { rowCount } = await pool.query(`select from registry.${table} where device_id = $1`, [sender.deviceId]);
    if (rowCount) counts[table] = rowCount;
  }
  return counts;
}

async function stored(): Promise<number> {
  const query = { tenantId: 'default', deviceId: sender.deviceId, metric: 'pm25', from: 0, to: Date.UTC(2100, 0) };
  return (await door.readings.page(query, 1000)).points.length;
}

async function ledger(): Promise<unknown> {
  const { rows: found } = await door.machine.database.pool.query(
    `select stored::integer, refused::integer, course, (
        select sum(count)::integer from registry.dead_letter_overflow letter
        where letter.device_id = ledger.device_id and last_hash = ''
      ) as counted
     from registry.device_ledger ledger where device_id = $1`,
    [sender.deviceId],
  );
  return found[0];
}

async function written(count: number): Promise<void> {
  while ((await stored()) < count || (await rows())['dead_letter'] === undefined) await sleep(systemClock, 20);
}

beforeEach(async () => {
  numbers += 1;
  name = `gone-${numbers}`;
  const body = { device: name, site: 'lab', profile: BOARD };
  const { body: made } = await door.call('POST', '/devices', { body });
  sender = { deviceId: String(made['id']), tenantId: 'default', siteId: String(made['siteId']), externalId: name };
  await door.call('POST', `/devices/${name}/secrets`);
  await door.call('PUT', `/devices/${name}/battery`, { body: BATTERY });
  await door.call('PUT', `/devices/${name}/switches`, { body: SWITCHES });
  await door.machine.database.pool.query(
    `insert into registry.sensor (tenant_id, id, device_id, name) values ('default', $1, $1, 'probe')`.replaceAll(
      '$1, $1',
      `'s-${numbers}', '${sender.deviceId}'`,
    ),
  );
  await send(5);
  await ingest.handle([messageOf(sender, 'no JSON', { receivedAt: Date.now() })]);
  await written(5);
});

describe('a device that is deleted', () => {
  it('goes with all its data, and its counts stay', async () => {
    expect(Object.keys(await rows())).toEqual(expect.arrayContaining(['device_switch', 'credential', 'sensor']));
    const { etag } = await door.call('GET', `/devices/${name}`);
    await door.call('PATCH', `/devices/${name}`, { body: { name: 'changed' } });
    expect((await door.call('DELETE', `/devices/${name}`, { ifMatch: etag })).status).toBe(412);
    expect((await door.call('DELETE', `/devices/${name}`)).status).toBe(204);
    expect(await rows()).toEqual({});
    expect(await stored()).toBe(0);
    expect(await ledger()).toEqual({ stored: 5, refused: 1, course: null, counted: 1 });
    expect((await door.call('GET', `/devices/${name}`)).status).toBe(404);
    expect((await door.call('DELETE', `/devices/${name}`)).status).toBe(404);
  });

  it('leaves empty records in the topics, and the snapshot forgets it and tells so', async () => {
    const { snapshot } = door.machine.registry;
    const removed: DeviceV1[] = [];
    const stop = snapshot.onRemoved((device) => removed.push(device));
    const [secret] = snapshot.secrets(sender.deviceId);
    await door.call('DELETE', `/devices/${name}`);
    stop();
    expect(removed).toMatchObject([{ id: sender.deviceId, siteId: sender.siteId }]);
    expect(snapshot.device(sender.deviceId)).toBeUndefined();
    expect(snapshot.deviceByExternalId('default', name)).toBeUndefined();
    expect(snapshot.secrets(sender.deviceId)).toEqual([]);
    for (const [topic, key] of [
      [deviceV1.topic, sender.deviceId],
      [deviceConnectionV1.topic, sender.deviceId],
      [credentialV1.topic, secret?.id],
    ]) {
      const last = (await readTopic(door.machine.bus, String(topic))).filter((one) => one.key === key).at(-1);
      expect(last?.value).toHaveLength(0);
    }
  });

  it('waits for the writer, so that what the log still has of it is stored before it goes (X1)', async () => {
    const release = door.holdWriter();
    await send(3, 100);
    let isDone = false;
    const deleting = door.call('DELETE', `/devices/${name}`).then((answer) => {
      isDone = true;
      return answer;
    });
    while ((await door.call('GET', `/devices/${name}`)).status !== 404) await sleep(systemClock, 10);
    await sleep(systemClock, 200);
    expect(isDone).toBe(false);
    release();
    expect((await deleting).status).toBe(204);
    expect(await stored()).toBe(0);
    expect(await ledger()).toMatchObject({ stored: 8 });
  });

  it('loses its connection before its readings', async () => {
    const { connections, snapshot } = door.machine.registry;
    connections.connected(sender, 1);
    const stop = snapshot.onDisconnect((id) => {
      if (id === sender.deviceId) connections.disconnected(sender, 1);
    });
    expect((await door.call('DELETE', `/devices/${name}`)).status).toBe(204);
    stop();
    expect(connections.isConnected(sender.deviceId)).toBe(false);
  });

  it('leaves those behind it without a gateway', async () => {
    await door.call('PATCH', `/devices/${name}`, { body: { type: 'gateway' } });
    const child = `child-${numbers}`;
    await door.call('POST', '/devices', { body: { device: child, site: 'lab', profile: BOARD, gateway: name } });
    await door.call('DELETE', `/devices/${name}`);
    expect((await door.call('GET', `/devices/${child}`)).body).toMatchObject({ gateway: null });
    expect(door.machine.registry.snapshot.deviceByExternalId('default', child)).toMatchObject({ gatewayId: null });
  });

  it('may come again under its external id, as a new device without a past', async () => {
    await door.call('DELETE', `/devices/${name}`);
    const again = await door.call('POST', '/devices', { body: { device: name, site: 'lab', profile: BOARD } });
    expect(again.status).toBe(201);
    expect(again.body['id']).not.toBe(sender.deviceId);
    expect((await door.call('GET', `/devices/${name}/ledger`)).body).toMatchObject({ received: 0 });
    expect((await door.call('GET', `/devices/${name}/battery`)).status).toBe(404);
  });

  // 1: before the registry's rows go; 2: after them, before it is recorded as done
  it.each([1, 2])('is finished by the next start when it was cut off at its step %i', async (step) => {
    const { registry, store } = door.machine;
    let calls = 0;
    const dying = registry.deleteDevice({
      deleteDevice: (tenantId, deviceId) => {
        calls += 1;
        if (calls === step) return Promise.reject(new RetriableError('the process is killed here'));
        return door.readings.deleteDevice(tenantId, deviceId);
      },
    });
    const viewer = { tenantId: 'default', sites: null };
    const request = { viewer, by: 'admin', check: () => undefined };
    await expect(dying.delete({ tenantId: 'default', externalId: name }, request)).rejects.toThrow('killed here');
    expect((await door.call('GET', `/devices/${name}`)).status).toBe(404);
    expect(await store.deletions.unfinished()).toMatchObject([{ id: sender.deviceId }]);
    if (step === 1) {
      const put = { body: { site: 'lab', profile: BOARD, disabled: false } };
      expect((await door.call('PUT', `/devices/${name}`, put)).status).toBe(409);
      expect((await door.call('PUT', `/devices/${name}/battery`, { body: BATTERY })).status).toBe(404);
      expect(registry.snapshot.device(sender.deviceId)).toMatchObject({ disabled: true });
    }
    await registry.deleteDevice(door.readings).finishAll();
    expect(await store.deletions.unfinished()).toEqual([]);
    expect(await rows()).toEqual({});
    expect(await stored()).toBe(0);
    expect(registry.snapshot.device(sender.deviceId)).toBeUndefined();
  });
});
