import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodeEvent, deviceConnectionV1, type DeviceConnectionV1 } from '@fieldline/contracts';
import type { DeviceIdentity } from '@fieldline/device-link';
import { createLogger, sleep, systemClock, systemRandom } from '@fieldline/platform';
import { DeviceConnections } from './device-connections.js';
import { RUN, SITE, ulidOf } from './example-registry.contract.js';
import { openTestBus, readTopic, UnreliableBus } from './test-registry.contract.js';

let folder: string;
let bus: UnreliableBus;
let connections: DeviceConnections;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  bus = new UnreliableBus(await openTestBus(folder));
  const logger = createLogger('test', 'silent');
  connections = new DeviceConnections({ bus, clock: systemClock, random: systemRandom, logger, runId: RUN });
});
afterEach(async () => {
  await bus.close();
  await rm(folder, { recursive: true });
});

function identity(number: number): DeviceIdentity {
  return { deviceId: ulidOf(number), tenantId: 'default', siteId: SITE, externalId: `d${number}` };
}

async function events(): Promise<readonly DeviceConnectionV1[]> {
  return (await readTopic(bus, deviceConnectionV1.topic)).map(
    ({ value }) => decodeEvent(deviceConnectionV1, value).data,
  );
}

describe('DeviceConnections', () => {
  it('tells who came and went, in order, keyed by device', async () => {
    connections.connected(identity(1), 1);
    connections.connected(identity(2), 2);
    connections.disconnected(identity(1), 1);
    await connections.close();
    expect((await events()).map((event) => [event.deviceId, event.connection, event.connected])).toEqual([
      [ulidOf(1), 1, true],
      [ulidOf(2), 2, true],
      [ulidOf(1), 1, false],
    ]);
  });

  it('holds a device for connected while one of its connections is open', () => {
    connections.connected(identity(1), 1);
    connections.connected(identity(1), 2);
    connections.disconnected(identity(1), 1);
    expect(connections.isConnected(ulidOf(1))).toBe(true);
    connections.disconnected(identity(1), 1);
    connections.disconnected(identity(1), 2);
    expect(connections.isConnected(ulidOf(1))).toBe(false);
    expect(connections.count).toBe(0);
  });

  it('tells by itself after a moment', async () => {
    connections.connected(identity(1), 1);
    await sleep(systemClock, 400);
    expect(await events()).toHaveLength(1);
  });

  it('waits for the log and then tells in order', async () => {
    bus.away = true;
    connections.connected(identity(1), 1);
    await sleep(systemClock, 400);
    connections.disconnected(identity(1), 1);
    bus.away = false;
    let told: readonly DeviceConnectionV1[] = [];
    for (let tries = 0; tries < 100 && told.length < 2; tries += 1) {
      await sleep(systemClock, 50);
      told = await events();
    }
    expect(told.map(({ connected }) => connected)).toEqual([true, false]);
  });

  it('keeps the last state of each device only when very much waits', async () => {
    for (let connection = 1; connection <= 20_001; connection += 1) connections.connected(identity(1), connection);
    connections.disconnected(identity(1), 20_001);
    await connections.close();
    const told = await events();
    expect(told.length).toBeLessThan(10);
    expect(told.at(-1)).toMatchObject({ connection: 20_001, connected: false });
  });
});
