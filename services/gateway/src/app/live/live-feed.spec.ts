import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { deviceV1, type DeviceV1 } from '@fieldline/contracts';
import { partitionOfKey } from '@fieldline/messaging-embedded';
import { systemClock, type Clock } from '@fieldline/platform';
import type { Socket } from 'node:net';
import {
  deviceOf,
  PROFILE,
  siteOf,
  TestGateway,
  ulidOf,
  until,
  type TestGatewayOptions,
} from '../../test-gateway.contract.js';
import { LiveClient, openSilent, type LiveClientOptions } from './live-client.contract.js';

const PENDING = 64 * 1024;
/** Beats come at once. */
const hasty: Clock = {
  ...systemClock,
  setTimer: (callback, delayMs, options) => systemClock.setTimer(callback, delayMs >= 15_000 ? 30 : delayMs, options),
};

let gateway: TestGateway;
let clients: LiveClient[];
let silent: Socket[];

async function start(options: TestGatewayOptions = {}): Promise<void> {
  gateway = await TestGateway.open({ limits: { maxPendingBytes: PENDING }, ...options });
  await gateway.putSite(siteOf(1));
  await gateway.putSite(siteOf(2));
  await gateway.putProfile(PROFILE);
  await gateway.putDevice(deviceOf(1), deviceOf(2, { siteId: siteOf(2).id }));
}

async function open(query = '', options: LiveClientOptions = {}): Promise<LiveClient> {
  const before = gateway.feed.readerCount;
  const client = await LiveClient.open(`${gateway.url}/live${query}`, options);
  clients.push(client);
  await until('the stream to begin', () => client.lastEventId !== '' || gateway.feed.readerCount <= before);
  return client;
}

/** A device whose readings go to this partition of the four. */
function onPartition(partition: number): DeviceV1 {
  for (let number = 10; ; number += 1) if (partitionOfKey(ulidOf(number), 4) === partition) return deviceOf(number);
}

async function metric(name: string): Promise<number> {
  const text = await gateway.metrics.getSingleMetricAsString(name);
  return Number(/ ([0-9.e+]+)$/m.exec(text)?.[1]);
}

beforeEach(() => {
  clients = [];
  silent = [];
});

afterEach(async () => {
  for (const client of clients) client.close();
  for (const socket of silent) socket.destroy();
  await gateway.close();
});

describe('the live feed', () => {
  it('tells readings, refusals, connections and changes of devices (E15)', async () => {
    await start();
    const client = await open();
    expect(client.headers).toMatchObject({ 'x-accel-buffering': 'no', 'cache-control': 'no-store' });
    const device = deviceOf(1);
    await gateway.send(device, { voltage: 48.2, mode: 'a\nb' });
    await until('the reading', () => client.events.length === 1);
    await gateway.refuse(device);
    await until('the refusal', () => client.events.length === 2);
    await gateway.connect(device, true);
    await gateway.putDevice(deviceOf(3));
    await gateway.putDevice(deviceOf(3, { name: 'Other' }));
    await gateway.tell(deviceV1, deviceOf(3).id, undefined);
    await until('the rest', () => client.events.length === 6);
    expect(client.events.map(({ event, data }) => [event, data])).toEqual([
      [
        'reading',
        {
          device: 'd-00001',
          at: expect.any(Number) as unknown,
          receivedAt: expect.any(Number) as unknown,
          values: { voltage: 48.2, mode: 'a\nb' },
        },
      ],
      [
        'refused',
        {
          device: 'd-00001',
          receivedAt: 5_000,
          kind: 'reading',
          topic: 'devices/d/telemetry',
          reason: { rule: 'out-of-range', message: 'voltage is out of range' },
        },
      ],
      ['connection', { device: 'd-00001', connected: true, at: 1_000 }],
      ['device', { device: 'd-00003', change: 'added' }],
      ['device', { device: 'd-00003', change: 'changed' }],
      ['device', { device: 'd-00003', change: 'deleted' }],
    ]);
  });

  it('passes values that a device wrote over several lines as one', async () => {
    await start();
    const client = await open();
    await gateway.send(deviceOf(1), '{\r\n  "voltage": 1,\n  "__proto__": 2\n}', { voltage: 3 });
    await until('both', () => client.events.length === 2);
    expect(JSON.stringify(client.of('reading').map(({ values }) => values))).toBe(
      '[{"voltage":1,"__proto__":2},{"voltage":3}]',
    );
  });

  it('tells the first reading of a device that registered itself a moment before', async () => {
    await start();
    const client = await open('?event=reading');
    for (let number = 10; number < 30; number += 1) {
      const told = gateway.tell(deviceV1, ulidOf(number), deviceOf(number));
      await told;
      await gateway.send(deviceOf(number), { voltage: number });
    }
    await until('all', () => client.events.length === 20);
  });

  it('gives each reader what it asked for, and nobody what is not theirs', async () => {
    await start();
    const foreign = siteOf(3, { tenantId: 'foreign' });
    const theirs = deviceOf(3, { tenantId: 'foreign', siteId: foreign.id, externalId: 'd-00001' });
    await gateway.putSite(foreign);
    await gateway.putDevice(theirs);
    const tenantId = 'foreign';
    const sites = [siteOf(2).id];
    const streams = await Promise.all([
      open('?device=d-00001&event=reading'),
      open(`?site=${siteOf(2).id}&event=reading`),
      open('?event=refused'),
      open('', { caller: { tenantId } }),
      open('', { caller: { sites } }),
      open('?device=d-00001', { caller: { tenantId } }),
    ]);
    await gateway.send(deviceOf(1), { voltage: 1 });
    await gateway.send(deviceOf(2), { voltage: 2 });
    await gateway.send(theirs, { voltage: 3 });
    await gateway.refuse(deviceOf(2));
    const seen = () =>
      streams.map(({ events }) => events.map(({ event, data }) => (event === 'refused' ? 'refused' : data['values'])));
    const wanted = [
      [{ voltage: 1 }],
      [{ voltage: 2 }],
      ['refused'],
      [{ voltage: 3 }],
      [{ voltage: 2 }, 'refused'],
      [{ voltage: 3 }],
    ];
    await until('all of it', () => seen().flat().length >= wanted.flat().length);
    expect(seen().map((of) => of.map((each) => JSON.stringify(each)).sort())).toEqual(
      wanted.map((of) => of.map((each) => JSON.stringify(each)).sort()),
    );
    await expect(open('?device=d-00002', { caller: { tenantId } })).rejects.toThrow('404');
    await expect(open('?device=d-00001', { caller: { sites } })).rejects.toThrow('404');
    await expect(open(`?site=${siteOf(1).id}`, { caller: { sites } })).rejects.toThrow('404');
    await expect(open(`?site=${foreign.id}`)).rejects.toThrow('404');
  });

  it('goes on after the last event that a reader had, each event once, however often it breaks off', async () => {
    await start();
    const count = 400;
    const values: unknown[] = [];
    const sending = (async () => {
      for (let number = 0; number < count; number += 1) {
        await gateway.send(deviceOf(1 + (number % 2)), { voltage: number });
      }
    })();
    let client = await open('?event=reading');
    for (let turn = 1; values.length + client.events.length < count; turn += 1) {
      await until('some more', () => client.events.length >= 20 || values.length + client.events.length >= count);
      client.close();
      values.push(...client.of('reading').map((data) => (data['values'] as { voltage: number }).voltage));
      if (values.length === count) break;
      client = await open('?event=reading', { lastEventId: client.lastEventId });
      if (turn > count) break;
    }
    await sending;
    values.push(
      ...(values.length === count
        ? []
        : client.of('reading').map((data) => (data['values'] as { voltage: number }).voltage)),
    );
    for (const part of [0, 1]) {
      const ofDevice = values.filter((value) => (value as number) % 2 === part);
      expect(ofDevice).toEqual(Array.from({ length: count / 2 }, (_, index) => index * 2 + part));
    }
  });

  it('gives what is gathered for others at the moment in which a reader joins them to that reader once', async () => {
    const held: (() => void)[] = [];
    const slow: Clock = {
      ...systemClock,
      setTimer: (callback, delayMs, options) => {
        if (delayMs > 30) return systemClock.setTimer(callback, delayMs, options);
        held.push(callback);
        return { cancel: () => undefined };
      },
    };
    await start({ clock: slow });
    const first = await open('?event=reading');
    const { lastEventId } = first;
    await gateway.send(deviceOf(1), { voltage: 1 });
    await until('it to be gathered', () => held.length === 1);
    const second = await open('?event=reading', { lastEventId });
    const third = await open('?event=reading');
    await gateway.send(deviceOf(1), { voltage: 2 });
    await until('both', () => {
      for (const callback of held.splice(0)) callback();
      return first.events.length === 2 && second.events.length >= 2 && third.events.length >= 1;
    });
    const voltages = (client: LiveClient) => client.of('reading').map(({ values }) => values);
    expect(voltages(second)).toEqual([{ voltage: 1 }, { voltage: 2 }]);
    expect(voltages(third)).toEqual([{ voltage: 2 }]);
  });

  it('goes on after a restart of the server, and says where it cannot', async () => {
    await start();
    const client = await open('', { caller: {} });
    await gateway.send(deviceOf(1), { voltage: 1 });
    await until('the first', () => client.events.length === 1);
    const { lastEventId } = client;
    client.close();
    await gateway.send(deviceOf(1), { voltage: 2 });
    await gateway.connect(deviceOf(1), true);
    gateway = await gateway.restart();
    await gateway.send(deviceOf(1), { voltage: 3 });
    const next = await open('', { lastEventId });
    await until('the others', () => next.events.length === 3);
    expect(next.of('reading').map(({ values }) => values)).toEqual([{ voltage: 2 }, { voltage: 3 }]);
    expect(next.of('connection')).toHaveLength(1);
    const fresh = await open('');
    await gateway.send(deviceOf(1), ...Array.from({ length: 2_100 }, (_, index) => ({ voltage: index })));
    await until('all', () => fresh.events.length === 2_100);
    for (const id of [lastEventId, 'r1.1-f1', 'nonsense', 'rzzzzz.0.0.0-f0.0-c0-d0']) {
      const late = await open('', { lastEventId: id });
      await until('the gap', () => late.events.length > 0);
      expect(late.events).toEqual([{ event: 'gap', id: fresh.lastEventId, data: {} }]);
    }
  });

  it('lets readers go that do not read: what waits for them is bounded, and the others get everything', async () => {
    await start();
    const readers = 8;
    silent = await Promise.all(Array.from({ length: readers }, () => openSilent(`${gateway.url}/live`)));
    await until('the silent', () => gateway.feed.readerCount === readers);
    const client = await open('?event=reading');
    let most = 0;
    const large = 'x'.repeat(30_000);
    for (let number = 0; number < 600; number += 1) {
      await gateway.send(deviceOf(1), { voltage: number, mode: large });
      most = Math.max(most, await metric('fieldline_gateway_live_pending_bytes'));
    }
    await until('all', () => client.events.length === 600);
    expect(client.of('reading').map(({ values }) => (values as { voltage: number }).voltage)).toEqual(
      Array.from({ length: 600 }, (_, index) => index),
    );
    await until('the silent to be gone', () => gateway.feed.readerCount === 1);
    expect(await metric('fieldline_gateway_dropped_live_readers_total')).toBe(readers);
    expect(most).toBeGreaterThan(PENDING / 2);
    expect(most).toBeLessThanOrEqual((readers + 1) * PENDING);
  });

  it('lets a reader go that takes nothing of a resumed stream', async () => {
    await start({ clock: hasty });
    const client = await open();
    const { lastEventId } = client;
    client.close();
    const large = 'x'.repeat(20_000);
    const partitions = [0, 1, 2, 3].map((partition) => onPartition(partition));
    await gateway.putDevice(...partitions);
    for (const device of partitions) {
      for (let number = 0; number < 90; number += 1) await gateway.send(device, { mode: large });
    }
    silent = [await openSilent(`${gateway.url}/live?lastEventId=${lastEventId}`)];
    await until('it to be gone', () => gateway.feed.readerCount === 0);
  });

  it('forgets readers that went away', async () => {
    await start();
    for (let turn = 0; turn < 30; turn += 1) (await open('')).close();
    await until('them to be gone', () => gateway.feed.readerCount === 0);
    expect(await metric('fieldline_gateway_dropped_live_readers_total')).toBe(0);
    expect(await metric('fieldline_gateway_live_pending_bytes')).toBe(0);
  });

  it('takes so many readers and no more, in all and of one caller', async () => {
    await start({ limits: { maxReaders: 4, maxReadersPerCaller: 2 } });
    const other = { caller: { id: ulidOf(701) } };
    await open();
    const second = await open();
    await expect(open()).rejects.toThrow('429');
    await open('', other);
    await open('', other);
    await expect(open('', { caller: { id: ulidOf(702) } })).rejects.toThrow('429');
    second.close();
    await until('it to be gone', () => gateway.feed.readerCount === 3);
    await open();
  });

  it('gives signs of life, and ends with the session that it was opened with', async () => {
    await start({ clock: hasty });
    const client = await open();
    await until('some beats', () => client.comments >= 3);
    expect(client.ended).toBe(false);
    gateway.standing = false;
    await until('the end', () => client.ended);
    expect(gateway.feed.readerCount).toBe(0);
  });

  it('moves the id of a reader on whose filter lets nothing through, so that it comes back without a gap', async () => {
    await start({ clock: hasty });
    const client = await open('?device=d-00002');
    await gateway.send(deviceOf(1), ...Array.from({ length: 2_500 }, (_, index) => ({ voltage: index })));
    const before = client.lastEventId;
    await until('a beat after it', () => client.lastEventId !== before && client.comments > 2);
    client.close();
    await gateway.send(deviceOf(2), { voltage: 1 });
    const next = await open('?device=d-00002', { lastEventId: client.lastEventId });
    await until('the reading', () => next.events.length > 0);
    expect(next.events.map(({ event }) => event)).toEqual(['reading']);
  });
});
