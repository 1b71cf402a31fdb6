import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { encodeConnect, encodePublish, PINGREQ } from '@fieldline/device-link-frames';
import { OperatorError } from '@fieldline/platform';
import WebSocket from 'ws';
import { LinkRig, until, type RigLinkOptions } from './link-rig.contract.js';
import { selfSigned } from './self-signed.contract.js';

let rig: LinkRig;
const start = async (options?: RigLinkOptions): Promise<LinkRig> => (rig = await LinkRig.start(options));
afterEach(() => rig.stop());

const publish = (id: number): Buffer => encodePublish({ topic: 'devices/a/telemetry', payload: `${id}`, qos: 1, id });
const TLS = selfSigned();

describe('BrokerDeviceLink', () => {
  it.each([
    ['mqtt', LinkRig.listener('mqtt')],
    ['mqtts', LinkRig.listener('mqtt', { tls: TLS })],
    ['ws', LinkRig.listener('ws')],
    ['wss', LinkRig.listener('ws', { tls: TLS })],
  ] as const)('takes messages of every QoS over %s', async (transport, listener) => {
    await start({ listeners: [listener] });
    expect(rig.addresses[0]!.transport).toBe(transport);
    const client = await rig.client('a', { rejectUnauthorized: false });
    for (const qos of [0, 1, 2] as const) await client.publishAsync('devices/a/telemetry', `{"qos":${qos}}`, { qos });
    await until(() => rig.messages.length === 3);
    expect(rig.messages.map(({ payload }) => payload.toString())).toEqual(['{"qos":0}', '{"qos":1}', '{"qos":2}']);
    const [message] = rig.messages;
    expect(message).toMatchObject({
      sender: rig.directory.identityOf('a'),
      topic: { device: 'a', channel: 'telemetry' },
      qos: 0,
    });
    expect(message!.firstSeenAt).toBe(message!.receivedAt);
    await client.endAsync();
  });

  it('acknowledges only what the log has, in PUBLISH order, and answers PINGREQ meanwhile', async () => {
    await start();
    rig.logGoesAway();
    const device = await rig.device('a');
    device.send(...Array.from({ length: 50 }, (_, i) => publish(i + 1)), PINGREQ);
    await until(() => device.count('pingresp') === 1 && rig.messages.length === 50);
    expect(device.pubacks).toEqual([]);
    expect(await rig.metric('fieldline_link_held_acks')).toBe(50);
    rig.logComesBack();
    await until(() => device.pubacks.length === 50);
    expect(device.pubacks).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  });

  it('understands frames in TCP segments of one byte', async () => {
    await start();
    const device = await rig.device('a');
    for (const byte of Buffer.concat([publish(1), PINGREQ, publish(2)])) {
      device.send(Buffer.from([byte]));
      await wait(1);
    }
    await until(() => device.pubacks.length === 2 && device.count('pingresp') === 1);
    expect(rig.messages.map(({ payload }) => payload.toString())).toEqual(['1', '2']);
  });

  it('takes what is sent behind CONNECT without waiting, however slow the sign-in', async () => {
    await start();
    const { decide } = rig.directory;
    rig.directory.decide = async (request) => {
      await wait(50);
      return decide(request);
    };
    const device = await rig.socket();
    device.send(
      encodeConnect({ clientId: 'a', username: 'a', password: 'a' }),
      ...Array.from({ length: 300 }, (_, i) => publish(i + 1)),
    );
    await until(() => device.pubacks.length === 300);
    expect(rig.messages.length).toBe(300);
  });

  it('closes the connection of a batch that the log refuses, without acknowledging it', async () => {
    await start();
    rig.messages.push = () => {
      throw new Error('refused');
    };
    const device = await rig.device('a');
    device.send(publish(1));
    await until(() => device.closed);
    expect(device.pubacks).toEqual([]);
    expect(await rig.metric('fieldline_link_disconnects_total', { reason: 'log-refused' })).toBe(1);
    rig.messages.push = Array.prototype.push.bind(rig.messages);
  });

  it('tells the directory who comes and goes, and closes a device on request', async () => {
    await start();
    const device = await rig.device('a');
    await until(() => rig.directory.events.length === 1);
    rig.link.disconnect(rig.directory.identityOf('a').deviceId);
    await until(() => device.closed && rig.directory.events.length === 2);
    expect(rig.directory.events).toEqual(['+a', '-a']);
    expect(await rig.metric('fieldline_link_disconnects_total', { reason: 'disabled' })).toBe(1);
  });

  it('lets held acknowledgements go out before it closes, and accepts nothing new', async () => {
    await start();
    rig.logGoesAway();
    const device = await rig.device('a');
    device.send(publish(1));
    await until(() => rig.messages.length === 1);
    const closed = rig.link.close(5_000);
    await wait(50);
    await expect(rig.socket()).rejects.toThrow('ECONNREFUSED');
    expect([device.closed, device.pubacks]).toEqual([false, []]);
    rig.logComesBack();
    await closed;
    await until(() => device.closed);
    expect(device.pubacks).toEqual([1]);
  });

  it('waits for the log to have QoS 0 messages, too', async () => {
    await start();
    rig.logGoesAway();
    const device = await rig.device('a');
    device.send(encodePublish({ topic: 'devices/a/telemetry', payload: '{}', qos: 0 }));
    await until(() => rig.messages.length === 1);
    let closed = false;
    const closing = rig.link.close(5_000).then(() => (closed = true));
    await wait(50);
    expect(closed).toBe(false);
    rig.logComesBack();
    await closing;
  });

  it('closes within the grace time when the log stays away', async () => {
    await start();
    rig.logGoesAway();
    const device = await rig.device('a');
    device.send(publish(1));
    await until(() => rig.messages.length === 1);
    const before = Date.now();
    await rig.link.close(100);
    expect(Date.now() - before).toBeLessThan(2_000);
    await until(() => device.closed);
    expect(device.pubacks).toEqual([]);
  });

  it('says in one line which port is taken and which setting changes it', async () => {
    await start();
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const listeners = [LinkRig.listener('mqtt'), LinkRig.listener('ws', { port, setting: 'FIELDLINE_WS_PORT' })];
    const failed = LinkRig.start({ listeners });
    await expect(failed).rejects.toThrow(OperatorError);
    await expect(failed).rejects.toThrow(`port ${port} on 127.0.0.1 (ws) is taken: set FIELDLINE_WS_PORT to another`);
    taken.close();
  });

  it('counts messages, bytes, connections and devices', async () => {
    await start();
    const device = await rig.device('a');
    await rig.socket();
    device.send(publish(1), encodePublish({ topic: 'devices/a/events', payload: '{}', qos: 0 }));
    await until(() => rig.messages.length === 2 && device.pubacks.length === 1);
    expect(await rig.metric('fieldline_link_received_messages_total', { qos: '1' })).toBe(1);
    expect(await rig.metric('fieldline_link_received_messages_total', { qos: '0' })).toBe(1);
    expect(await rig.metric('fieldline_link_received_bytes_total')).toBe(publish(1).length + 22);
    expect(await rig.metric('fieldline_link_connections')).toBe(2);
    expect(await rig.metric('fieldline_link_devices')).toBe(1);
    device.socket.destroy();
    await until(async () => (await rig.metric('fieldline_link_devices')) === 0);
    expect(await rig.metric('fieldline_link_disconnects_total', { reason: 'lost' })).toBe(1);
  });
});

describe('the WebSocket listener', () => {
  const url = (): string => `ws://127.0.0.1:${rig.port}/any/path`;

  it('refuses a client that does not offer the subprotocol mqtt', async () => {
    await start({ listeners: [LinkRig.listener('ws')] });
    const [error] = (await once(new WebSocket(url(), ['other']), 'error')) as [Error];
    expect(error.message).toContain('400');
  });

  it('answers plain HTTP with 426', async () => {
    await start({ listeners: [LinkRig.listener('ws')] });
    expect((await fetch(url().replace('ws:', 'http:'))).status).toBe(426);
  });

  it('closes a connection that sends text frames', async () => {
    await start({ listeners: [LinkRig.listener('ws')] });
    const socket = new WebSocket(url(), ['mqtt']);
    await once(socket, 'open');
    expect(socket.protocol).toBe('mqtt');
    socket.send('hello');
    await once(socket, 'close');
  });
});
