import { afterEach, describe, expect, it } from '@jest/globals';
import {
  DISCONNECT,
  encodeConnect,
  encodePublish,
  encodeSubscribe,
  PINGREQ,
  type PublishPacket,
} from '@fieldline/device-link-frames';
import { LinkRig, until, type RawDevice, type RigLinkOptions } from './link-rig.contract.js';

let rig: LinkRig;
const start = async (options?: RigLinkOptions): Promise<LinkRig> => (rig = await LinkRig.start(options));
afterEach(() => rig.stop());

const publish = (topic: string, rest: Partial<PublishPacket> = {}): Buffer =>
  encodePublish({ topic, payload: '{"v":1}', qos: 1, id: 1, ...rest });
const COMMAND = '01JD000000000000000000000A';

/** The return codes of the SUBACK, one a filter. */
async function subscribe(device: RawDevice, filters: readonly string[]): Promise<number[]> {
  const before = device.count('suback');
  device.send(encodeSubscribe(7, filters));
  await until(() => device.count('suback') > before);
  return [...device.heard.at(-1)!.subarray(4)];
}

describe('who may sign in', () => {
  it('refuses a wrong secret, no secret and no name with CONNACK 5, and counts it', async () => {
    await start();
    const wrong = await rig.device('a', { password: 'wrong' });
    const { returnCode } = wrong;
    const nameless = await rig.socket();
    nameless.send(encodeConnect({ clientId: 'a' }));
    await until(() => nameless.closed && wrong.closed);
    expect([returnCode, nameless.returnCode]).toEqual([5, 5]);
    expect(await rig.metric('fieldline_link_sign_in_failures_total', { reason: 'refused' })).toBe(2);
  });

  it('answers CONNACK 3 when the directory cannot decide or fails', async () => {
    await start();
    rig.directory.decide = () => Promise.resolve({ kind: 'unavailable', reason: 'no snapshot yet' });
    expect((await rig.device('a')).returnCode).toBe(3);
    rig.directory.decide = () => Promise.reject(new Error('broken'));
    expect((await rig.device('a')).returnCode).toBe(3);
    rig.directory.decide = () => {
      throw new Error('broken at once');
    };
    expect((await rig.device('a')).returnCode).toBe(3);
    expect(rig.warnings.length).toBe(1);
  });

  it('hands client id, name and secret of an enrolling device to the directory', async () => {
    await start();
    const requests: unknown[] = [];
    const { decide } = rig.directory;
    rig.directory.decide = (request) => {
      requests.push({ ...request, password: request.password?.toString() });
      return decide({ clientId: 'new-1', username: 'new-1', password: Buffer.from('new-1') });
    };
    expect((await rig.device('new-1', { username: 'enrol', password: 'key' })).returnCode).toBe(0);
    expect(requests).toEqual([{ clientId: 'new-1', username: 'enrol', password: 'key' }]);
  });
});

describe('what a device may publish', () => {
  it.each([
    'devices/b/telemetry',
    'devices/aa/telemetry',
    'devices/A/telemetry',
    'Devices/a/telemetry',
    'devices//telemetry',
    'devices/a/../b/telemetry',
    'devices/a/telemetry/',
    'devices/а/telemetry',
    `devices/a/commands/${COMMAND}`,
    'gateways/a/devices/child/telemetry',
    'gateways/gw/devices/child/telemetry',
    '$SYS/broker/x',
    '$share/g/devices/a/telemetry',
  ])('closes the connection that publishes to %s, unacknowledged', async (topic) => {
    await start();
    const neighbour = await rig.device('b');
    const device = await rig.device('a');
    device.send(publish(topic));
    await until(() => device.closed);
    neighbour.send(PINGREQ);
    await until(() => neighbour.count('pingresp') === 1);
    expect([rig.messages.length, device.pubacks]).toEqual([0, []]);
    expect(await rig.metric('fieldline_link_refused_requests_total', { what: 'publish' })).toBe(1);
    expect(await rig.metric('fieldline_link_disconnects_total', { reason: 'forbidden-topic' })).toBe(1);
  });

  it('warns once a device and minute', async () => {
    await start();
    for (let i = 0; i < 3; i++) {
      const device = await rig.device('a');
      device.send(publish('devices/b/telemetry'));
      await until(() => device.closed);
    }
    expect(rig.warnings.length).toBe(1);
    expect(JSON.parse(rig.warnings[0]!)).toMatchObject({ device: 'a', topic: 'devices/b/telemetry' });
  });

  it('lets a gateway publish for its children and no others', async () => {
    await start();
    const gateway = await rig.device('gw');
    gateway.send(publish('gateways/gw/devices/child/telemetry'), publish('devices/gw/status', { id: 2 }));
    await until(() => gateway.pubacks.length === 2);
    expect(rig.messages[0]!.topic).toEqual({ gateway: 'gw', device: 'child', channel: 'telemetry' });
    gateway.send(publish('gateways/gw/devices/stranger/telemetry'));
    await until(() => gateway.closed);
    expect(rig.messages.length).toBe(2);
  });

  it('asks the directory for each message, so that a right that ended ends at once', async () => {
    await start();
    const device = await rig.device('a');
    device.send(publish('devices/a/telemetry'));
    await until(() => device.pubacks.length === 1);
    rig.directory.disabled.add('a');
    device.send(publish('devices/a/telemetry', { id: 2 }));
    await until(() => device.closed);
    expect(rig.messages.length).toBe(1);
  });

  it('keeps no retained message: the flag is dropped and counted', async () => {
    await start();
    const device = await rig.device('a');
    device.send(
      publish('devices/a/status', { retain: true }),
      publish(`devices/a/commands/${COMMAND}/ack`, { retain: true, id: 2 }),
    );
    await until(() => device.pubacks.length === 2);
    expect(await subscribe(device, [`devices/a/commands/#`])).toEqual([1]);
    device.send(PINGREQ);
    await until(() => device.count('pingresp') === 1);
    expect(device.count('publish')).toBe(0);
    expect(await rig.metric('fieldline_link_refused_requests_total', { what: 'retain' })).toBe(2);
  });

  it.each([
    ['invalid UTF-8', Buffer.from([0xc3, 0x28])],
    ['U+0000', Buffer.from([0x61, 0])],
  ])('closes only the connection whose topic has %s', async (_name, bytes) => {
    await start();
    const [neighbour, device, listener] = [await rig.device('b'), await rig.device('a'), await rig.device('c')];
    const packet = publish('devices/a/telemetry');
    bytes.copy(packet, 12);
    device.send(packet);
    const filter = encodeSubscribe(1, ['devices/c/commands/+']);
    bytes.copy(filter, 14);
    listener.send(filter);
    await until(() => device.closed && listener.closed);
    neighbour.send(publish('devices/b/telemetry'));
    await until(() => neighbour.pubacks.length === 1);
    expect(rig.messages.length).toBe(1);
    expect(await rig.metric('fieldline_link_disconnects_total', { reason: 'topic-text' })).toBe(2);
  });
});

describe('what a device may subscribe to', () => {
  it('grants its own commands and refuses everything else, filter by filter', async () => {
    await start();
    const device = await rig.device('a');
    const filters = [
      'devices/a/commands/+',
      '#',
      '$SYS/#',
      'devices/+/commands/+',
      'devices/b/commands/#',
      '$share/g/devices/a/commands/+',
      'devices/a/telemetry',
      'devices/a/commands/#',
      'gateways/a/devices/child/commands/+',
    ];
    expect(await subscribe(device, filters)).toEqual([1, 128, 128, 128, 128, 128, 128, 1, 128]);
    expect(await rig.metric('fieldline_link_refused_requests_total', { what: 'subscribe' })).toBe(7);
    const gateway = await rig.device('gw');
    const children = ['gateways/gw/devices/child/commands/+', 'gateways/gw/devices/stranger/commands/+'];
    expect(await subscribe(gateway, children)).toEqual([1, 128]);
  });

  it('forwards to nobody what devices publish', async () => {
    await start();
    const [device, other] = [await rig.device('a', { clean: false }), await rig.device('b')];
    await subscribe(device, ['devices/a/commands/#', '#']);
    other.send(publish('devices/b/telemetry'));
    device.send(publish('devices/a/telemetry'), PINGREQ);
    await until(() => device.count('pingresp') === 1 && other.pubacks.length === 1);
    expect(device.count('publish') + other.count('publish')).toBe(0);
  });
});

describe('a will', () => {
  const will = { topic: 'devices/a/status', payload: 'gone', qos: 1, retain: true } as const;

  it('goes to the log like a message when the connection is lost', async () => {
    await start();
    const device = await rig.device('a', { will });
    device.socket.destroy();
    await until(() => rig.messages.length === 1);
    expect(rig.messages[0]).toMatchObject({
      topic: { device: 'a', channel: 'status' },
      qos: 1,
      payload: Buffer.from('gone'),
    });
  });

  it('does not fire after DISCONNECT, nor when the link itself closes', async () => {
    await start();
    const device = await rig.device('a', { will });
    device.send(DISCONNECT);
    await until(() => device.closed);
    await rig.device('b', { will: { ...will, topic: 'devices/b/status' } });
    await rig.link.close(100);
    expect(rig.messages).toEqual([]);
    expect(await rig.metric('fieldline_link_disconnects_total', { reason: 'goodbye' })).toBe(1);
  });

  it.each([
    'devices/b/status',
    '$SYS/x',
    'devices/+/status',
    `devices/a/commands/${COMMAND}`,
    'gateways/a/devices/child/status',
  ])('on %s refuses the sign-in', async (topic) => {
    await start();
    const device = await rig.device('a', { will: { ...will, topic } });
    expect(device.returnCode).toBe(5);
    await until(() => device.closed);
    expect(rig.messages).toEqual([]);
    expect(await rig.metric('fieldline_link_sign_in_failures_total', { reason: 'will' })).toBe(1);
  });

  it('does not fire when the right ended meanwhile', async () => {
    await start();
    const device = await rig.device('a', { will });
    rig.directory.disabled.add('a');
    rig.link.disconnect(rig.directory.identityOf('a').deviceId);
    await until(() => device.closed && rig.directory.events.includes('-a'));
    await until(async () => (await rig.metric('fieldline_link_refused_requests_total', { what: 'publish' })) === 1);
    expect(rig.messages).toEqual([]);
  });
});
