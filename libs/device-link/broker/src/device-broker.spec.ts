import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Client, PublishPacket } from 'aedes';
import { DeviceBroker } from './device-broker.js';

const packet = (topic: string): PublishPacket => ({
  cmd: 'publish',
  topic,
  payload: Buffer.from('1'),
  qos: 0,
  retain: true,
  dup: false,
});

let broker: DeviceBroker;
let published: string[];
beforeEach(async () => {
  broker = new DeviceBroker({});
  await broker.listen();
  published = [];
  broker.on('publish', ({ topic }) => published.push(topic));
});
afterEach(() => new Promise<void>((resolve) => broker.close(resolve)));

const publish = (topic: string, client: Client | null): Promise<void> =>
  new Promise((resolve) => broker.publish(packet(topic), client, () => resolve()));

describe('DeviceBroker', () => {
  it('publishes nothing that comes from a device', async () => {
    await publish('devices/a/telemetry', { id: 'a' } as Client);
    expect(published).toEqual([]);
    await publish('devices/a/commands/1', null);
    expect(published).toEqual(['devices/a/commands/1']);
  });

  it('goes on with a device’s next packet only after this one was left', async () => {
    const order: string[] = [];
    const done = new Promise<void>((resolve) => {
      broker.publish(packet('devices/a/telemetry'), { id: 'a' } as Client, () => resolve(void order.push('done')));
    });
    order.push('left');
    await done;
    expect(order).toEqual(['left', 'done']);
  });

  it('does not forget a connection when the one it took over from is done closing', () => {
    const [first, second] = [{ id: 'a' } as Client, { id: 'a' } as Client];
    broker.clients['a'] = second;
    broker.unregisterClient(first);
    expect(broker.clients['a']).toBe(second);
    broker.unregisterClient(second);
    expect(broker.clients['a']).toBeUndefined();
  });
});
