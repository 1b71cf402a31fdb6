import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  encodeConnect,
  encodePublish,
  encodeSubscribe,
  encodeUnsubscribe,
  PINGREQ,
} from '@fieldline/device-link-frames';
import { LINK_LIMITS, linkLimits, type LinkLimits } from './link-limits.js';
import { LinkRig, until } from './link-rig.contract.js';

let rig: LinkRig | undefined;
const start = async (limits: Partial<LinkLimits> = {}): Promise<LinkRig> => (rig = await LinkRig.start({ limits }));
afterEach(async () => {
  await rig?.stop();
  rig = undefined;
});

const publish = (id: number, qos: 0 | 1 | 2 = 1, topic = 'devices/a/telemetry'): Buffer =>
  encodePublish({ topic, payload: `${id}`, qos, id });
const many = (count: number, qos: 0 | 1 | 2 = 1): Buffer[] =>
  Array.from({ length: count }, (_, i) => publish(i + 1, qos));

describe('the limits of the link', () => {
  it('stand in the README, each with its default and its metric', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    for (const [name, { value, counted, meaning, whenHit }] of Object.entries(LINK_LIMITS)) {
      const row = [`\`${name}\``, value.toLocaleString('en'), meaning, whenHit, `\`${counted}\``];
      expect(readme.replace(/ +/g, ' ')).toContain(`| ${row.join(' | ')} |`);
    }
  });

  it('let 5,000 devices of one address come back in 10 s and one device send 1,000 a second', () => {
    const { connectsPerSecond, connections, publishesPerSecond } = linkLimits();
    expect([connectsPerSecond * 10 >= 5_000, connections >= 5_000, publishesPerSecond >= 1_000]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('close connections beyond the number at once', async () => {
    const { limitHits, device, socket } = bound(await start({ connections: 2 }));
    await device('a');
    await device('b');
    const third = await socket();
    await until(() => third.closed);
    expect(await limitHits('connections')).toBe(1);
  });

  it('close connections of an address beyond those that have not signed in, until some have or are gone', async () => {
    const running = await start({ waitingConnections: 2 });
    const { limitHits, device, socket } = bound(running);
    const open = (): Promise<number> => running.metric('fieldline_link_connections');
    const silent = [await socket(), await socket()];
    const third = await socket();
    await until(() => third.closed);
    silent[0]!.send(encodeConnect({ clientId: 'a', username: 'a', password: 'a' }));
    await until(() => silent[0]!.returnCode === 0);
    const signedIn = [await device('b'), await device('c')];
    expect(signedIn.map(({ returnCode }) => returnCode)).toEqual([0, 0]);
    const fourth = await socket();
    const fifth = await socket();
    await until(() => fifth.closed);
    silent[1]!.socket.destroy();
    fourth.socket.destroy();
    await until(async () => (await open()) === 3);
    expect((await device('d')).returnCode).toBe(0);
    const first = await socket();
    signedIn[0]!.socket.destroy();
    await until(async () => (await open()) === 4);
    const more = [first, await socket()];
    const sixth = await socket();
    await until(() => sixth.closed);
    expect([more.map(({ closed }) => closed), await limitHits('waiting-connections')]).toEqual([[false, false], 3]);
  });

  it('close connections of an address beyond its rate', async () => {
    const { limitHits, device } = bound(await start({ connectsPerSecond: 1, connectBurst: 2 }));
    const all = [await device('a'), await device('b'), await device('c')];
    await until(() => all[2]!.closed);
    expect([all.map(({ returnCode }) => returnCode), await limitHits('connect-rate')]).toEqual([[0, 0, undefined], 1]);
  });

  it('close a connection that does not send CONNECT in time, also when it sends it bit by bit', async () => {
    const { limitHits, socket, device } = bound(await start({ connectTimeoutMs: 80 }));
    const [silent, slow, good] = [await socket(), await socket(), await device('a')];
    slow.send(encodeConnect({ clientId: 'b', username: 'b' }).subarray(0, 9));
    await until(() => silent.closed && slow.closed);
    expect([await limitHits('connect-timeout'), good.closed]).toEqual([2, false]);
  });

  it('close a WebSocket and a TLS connection that stop in their handshake', async () => {
    rig = await LinkRig.start({ listeners: [LinkRig.listener('ws')], limits: { connectTimeoutMs: 80 } });
    const device = await rig.socket();
    device.send(Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n'));
    await until(() => device.closed);
    expect(await rig.limitHits('connect-timeout')).toBe(1);
  });

  it('answer CONNACK 3 when authentication takes too long', async () => {
    const running = await start({ authenticateTimeoutMs: 50 });
    running.directory.decide = () => new Promise(() => {});
    expect((await running.device('a')).returnCode).toBe(3);
    expect(await running.limitHits('authenticate-timeout')).toBe(1);
    expect(await running.metric('fieldline_link_sign_in_failures_total', { reason: 'timeout' })).toBe(1);
  });

  it('slow the answers to failing sign-ins of an address, and no others', async () => {
    const { limitHits, device } = bound(await start({ failuresBeforeDelay: 2, failureDelayMs: 150 }));
    const wrong = { password: 'wrong' };
    await device('a', wrong);
    await device('a', wrong);
    const before = Date.now();
    const slowed = device('a', wrong);
    expect((await device('a')).returnCode).toBe(0);
    expect(await limitHits('sign-in-slowed')).toBe(1);
    expect((await slowed).returnCode).toBe(5);
    expect(Date.now() - before).toBeGreaterThanOrEqual(95);
  });

  it('refuse a client id that is too long, and a lasting session without one', async () => {
    const { limitHits, device } = bound(await start());
    expect((await device('a', { clientId: 'x'.repeat(128) })).returnCode).toBe(0);
    expect((await device('a', { clientId: 'x'.repeat(129) })).returnCode).toBe(2);
    expect((await device('a', { clientId: '', clean: false })).returnCode).toBe(2);
    expect(await limitHits('client-id-length')).toBe(1);
  });

  it('refuse one subscription too many, count unsubscribed ones no longer, and survive a reconnect', async () => {
    const { limitHits, device } = bound(await start({ subscriptions: 2 }));
    const first = await device('a', { clean: false });
    const filters = ['0', '1', '2'].map((last) => `devices/a/commands/01JD00000000000000000000A${last}`);
    first.send(encodeSubscribe(1, filters), encodeUnsubscribe(2, [filters[0]!]));
    await until(() => first.count('unsuback') === 1);
    first.send(encodeSubscribe(3, [filters[2]!]));
    await until(() => first.count('suback') === 2);
    const codes = first.heard.filter((frame) => frame[0] === 0x90).map((frame) => [...frame.subarray(4)]);
    expect([codes, await limitHits('subscriptions')]).toEqual([[[1, 1, 128], [1]], 1]);
  });

  it('close a connection whose topic is too deep', async () => {
    const { limitHits, device } = bound(await start());
    const bad = await device('a');
    bad.send(publish(1, 1, 'devices/a/1/2/3/4/5/6/7'));
    await until(() => bad.closed);
    expect(await limitHits('topic-depth')).toBe(1);
  });

  it('close at the header of a packet that is too large, before any of it is kept', async () => {
    const running = await start();
    const devices = await Promise.all(Array.from({ length: 50 }, (_, i) => running.device(`d${i}`)));
    const before = process.memoryUsage().arrayBuffers;
    // 256 MiB - 1, announced by five bytes, and nothing behind them
    for (const device of devices) device.send(Buffer.from([0x32, 0xff, 0xff, 0xff, 0x7f]));
    await until(() => devices.every(({ closed }) => closed));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
    expect(await running.limitHits('packet-size')).toBe(50);
    const largest = await running.device('a');
    const head = Buffer.byteLength('devices/a/telemetry') + 4;
    const payload = Buffer.alloc(131_072 - 4 - head);
    largest.send(encodePublish({ topic: 'devices/a/telemetry', payload, qos: 1, id: 1 }));
    await until(() => largest.pubacks.length === 1);
  });

  it('read a device no faster than its publish rate, without losing a message', async () => {
    const running = await start({ publishesPerSecond: 500, publishBurst: 20 });
    const device = await running.device('a');
    device.send(...many(60));
    await until(() => running.messages.length >= 20);
    expect(running.messages.length).toBeLessThan(60);
    await until(() => device.pubacks.length === 60);
    expect(await running.limitHits('publish-rate')).toBeGreaterThan(0);
  });

  it('stop reading beyond the window, for the connection alone', async () => {
    const running = await start({ window: 10 });
    running.logGoesAway();
    const [device, other] = [await running.device('a'), await running.device('b')];
    device.send(...many(11), PINGREQ);
    await until(async () => (await running.limitHits('window')) === 1);
    other.send(publish(1, 1, 'devices/b/telemetry'), PINGREQ);
    await until(() => other.count('pingresp') === 1);
    expect([running.messages.length, device.count('pingresp')]).toEqual([11, 0]);
    running.logComesBack();
    await until(() => device.pubacks.length === 11 && device.count('pingresp') === 1);
  });

  it('shed QoS 0 first when all together wait for too much, tell whose, and stop reading QoS 1 later', async () => {
    const shed: [string, number][] = [];
    rig = await LinkRig.start({
      limits: { inFlightMessages: 20 },
      onShed: ({ externalId }, count) => shed.push([externalId, count]),
    });
    rig.logGoesAway();
    const device = await rig.device('a');
    device.send(...many(10));
    await until(() => rig!.messages.length === 10);
    device.send(...many(5, 0), PINGREQ);
    await until(() => device.count('pingresp') === 1 && shed.length > 0);
    expect(shed.reduce((sum, [, count]) => sum + count, 0)).toBe(5);
    expect(await rig.metric('fieldline_link_shed_messages_total')).toBe(5);
    device.send(...many(11));
    await until(async () => (await rig!.limitHits('in-flight')) === 1);
    expect(rig.messages.length).toBe(20);
    rig.logComesBack();
    await until(() => device.pubacks.length === 21);
  });

  it('close a session with too many QoS 2 messages without PUBREL', async () => {
    const { limitHits, device } = bound(await start({ qos2Handshakes: 5 }));
    const bad = await device('a');
    bad.send(...many(6, 2));
    await until(() => bad.closed);
    expect(await limitHits('qos2-handshakes')).toBe(1);
  });

  it('forget the oldest lasting session when there are too many', async () => {
    const running = await start({ lastingSessions: 1 });
    await running.device('a', { clean: false });
    await running.device('b', { clean: false });
    expect(await running.limitHits('lasting-sessions')).toBe(1);
  });

  it('answer MQTT 5 with CONNACK 1', async () => {
    const running = await start();
    const device = await running.socket();
    const packet = encodeConnect({ clientId: 'a', username: 'a', password: 'a' });
    packet[8] = 5;
    device.send(packet);
    await until(() => device.closed);
    expect(device.heard).toEqual([Buffer.from([0x20, 2, 0, 1])]);
    const client = running.client('b', { protocolVersion: 5 });
    await expect(client).rejects.toThrow();
    await wait(10);
    expect((await running.device('c')).returnCode).toBe(0);
  });
});

function bound(running: LinkRig): {
  limitHits: LinkRig['limitHits'];
  device: LinkRig['device'];
  socket: LinkRig['socket'];
} {
  return {
    limitHits: (limit) => running.limitHits(limit),
    device: (name, connect) => running.device(name, connect),
    socket: () => running.socket(),
  };
}
