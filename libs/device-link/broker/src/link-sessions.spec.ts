import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { encodeAck, encodePublish, encodeSubscribe, PINGREQ } from '@fieldline/device-link-frames';
import { LinkRig, until } from './link-rig.contract.js';

let rig: LinkRig;
const start = async (): Promise<LinkRig> => (rig = await LinkRig.start());
afterEach(() => rig.stop());

const publish = (id: number, qos: 0 | 1 | 2, dup = false, payload = `${id}`): Buffer =>
  encodePublish({ topic: 'devices/a/telemetry', payload, qos, id, dup });
const LASTING = { clean: false } as const;

describe('a session', () => {
  it.each([1, 2] as const)(
    'is known again after a reconnect: a repeated QoS %p message keeps its first time',
    async (qos) => {
      await start();
      rig.logGoesAway();
      const first = await rig.device('a', LASTING);
      first.send(publish(7, qos));
      await until(() => rig.messages.length === 1);
      first.socket.destroy();
      await wait(20);
      rig.logComesBack();
      const second = await rig.device('a', LASTING);
      second.send(publish(7, qos, true));
      await until(() => second.count(qos === 1 ? 'puback' : 'pubrec') === 1);
      const [one, two] = rig.messages;
      expect(two!.firstSeenAt).toBe(one!.firstSeenAt);
      expect(two!.receivedAt).toBeGreaterThan(one!.receivedAt);
      expect(second.heard[0]![3]).toBe(0);
    },
  );

  it('ends a QoS 2 message with PUBREL, also when that comes after a reconnect', async () => {
    await start();
    const first = await rig.device('a', LASTING);
    first.send(publish(7, 2));
    await until(() => first.count('pubrec') === 1);
    first.socket.destroy();
    const second = await rig.device('a', LASTING);
    second.send(encodeAck('pubrel', 7));
    await until(() => second.count('pubcomp') === 1);
    await wait(5);
    second.send(publish(7, 2, true));
    await until(() => second.count('pubrec') === 1);
    expect(rig.messages[1]!.firstSeenAt).toBeGreaterThan(rig.messages[0]!.firstSeenAt);
  });

  it('starts anew when it is clean', async () => {
    await start();
    const first = await rig.device('a', LASTING);
    first.send(publish(7, 1));
    await until(() => first.pubacks.length === 1);
    first.socket.destroy();
    await wait(5);
    const second = await rig.device('a');
    second.send(publish(7, 1, true));
    await until(() => second.pubacks.length === 1);
    expect(rig.messages[1]!.firstSeenAt).toBe(rig.messages[1]!.receivedAt);
  });

  it('keeps the subscriptions of a lasting one, the refused filters not among them', async () => {
    await start();
    const first = await rig.device('a', LASTING);
    first.send(encodeSubscribe(1, ['devices/a/commands/+', 'devices/b/commands/+']));
    await until(() => first.count('suback') === 1);
    first.socket.destroy();
    const second = await rig.device('a', LASTING);
    expect(second.heard[0]).toEqual(Buffer.from([0x20, 2, 1, 0]));
    expect(await rig.metric('fieldline_link_refused_requests_total', { what: 'subscribe' })).toBe(1);
  });
});

describe('a second connection', () => {
  it('of the same device takes over the first, whatever its client id', async () => {
    await start();
    for (const clientId of ['a', 'another']) {
      const first = await rig.device('a');
      const second = await rig.device('a', { clientId });
      await until(() => first.closed);
      second.send(publish(1, 1));
      await until(() => second.pubacks.length === 1);
      expect(second.closed).toBe(false);
    }
  });

  it('takes over again and again, and one device stays', async () => {
    await start();
    for (let i = 0; i < 20; i++) await rig.device('a', i % 2 === 0 ? LASTING : {});
    await until(async () => (await rig.metric('fieldline_link_devices')) === 1);
    await until(async () => (await rig.metric('fieldline_link_connections')) === 1);
    expect(await rig.metric('fieldline_link_disconnects_total', { reason: 'taken-over' })).toBe(19);
    const last = await rig.device('a');
    last.send(PINGREQ);
    await until(() => last.count('pingresp') === 1);
  });

  it('of another device with the same client id leaves connection and session alone', async () => {
    await start();
    const victim = await rig.device('b', LASTING);
    victim.send(encodeSubscribe(1, ['devices/b/commands/+']));
    await until(() => victim.count('suback') === 1);
    const thief = await rig.device('a', { ...LASTING, clientId: 'b' });
    const byId = await rig.device('c', { ...LASTING, clientId: rig.directory.identityOf('b').deviceId });
    for (const device of [thief, byId]) expect(device.heard[0]).toEqual(Buffer.from([0x20, 2, 0, 0]));
    victim.send(PINGREQ);
    await until(() => victim.count('pingresp') === 1);
    expect(victim.closed).toBe(false);
  });

  it('that fails to sign in leaves the first alone', async () => {
    await start();
    const victim = await rig.device('b');
    expect((await rig.device('b', { password: 'wrong' })).returnCode).toBe(5);
    victim.send(PINGREQ);
    await until(() => victim.count('pingresp') === 1);
  });

  it('of a device whose log is away never hears the acknowledgements of the first', async () => {
    await start();
    rig.logGoesAway();
    const first = await rig.device('a', LASTING);
    first.send(publish(1, 1));
    await until(() => rig.messages.length === 1);
    const second = await rig.device('a', LASTING);
    rig.logComesBack();
    second.send(PINGREQ);
    await until(() => second.count('pingresp') === 1);
    expect([first.pubacks, second.pubacks]).toEqual([[], []]);
  });
});
