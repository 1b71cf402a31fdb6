import { describe, expect, it } from '@jest/globals';
import { Aedes, type Client } from 'aedes';
import { boundedPersistence } from './bounded-persistence.js';

interface Sessions {
  setup(broker: Aedes): Promise<void>;
  addSubscriptions(client: Client, subscriptions: readonly { topic: string; qos: number }[]): Promise<void>;
  subscriptionsByClient(client: Client): Promise<readonly { topic: string }[]>;
  outgoingEnqueueCombi(subscriptions: readonly { clientId: string }[], packet: object): Promise<void>;
  outgoingClearMessageId(client: Client, packet: object): Promise<unknown>;
  outgoingStream(client: Client): AsyncIterable<{ payload: Buffer }>;
  incomingStorePacket(client: Client, packet: object): Promise<void>;
  incomingGetPacket(client: Client, packet: object): Promise<{ payload: Buffer }>;
}

const A = { id: 'a' } as Client;
const command = (n: number): object => ({
  cmd: 'publish',
  topic: 'c',
  payload: Buffer.from(`${n}`),
  qos: 1,
  brokerCounter: n,
});

async function open(): Promise<{ sessions: Sessions; dropped: () => number }> {
  let dropped = 0;
  const sessions = boundedPersistence({
    offlineMessages: 3,
    onDropped: () => dropped++,
    maySubscribe: (client, filter) => filter.startsWith(client.id),
  }) as Sessions;
  await sessions.setup(new Aedes());
  return { sessions, dropped: () => dropped };
}

async function queued(sessions: Sessions): Promise<string[]> {
  const payloads: string[] = [];
  for await (const { payload } of sessions.outgoingStream(A)) payloads.push(payload.toString());
  return payloads;
}

describe('the sessions of the broker', () => {
  it('keep so many messages for a device that is away, and count what they drop', async () => {
    const { sessions, dropped } = await open();
    for (let n = 1; n <= 5; n++) await sessions.outgoingEnqueueCombi([{ clientId: 'a' }], command(n));
    expect([await queued(sessions), dropped()]).toEqual([['1', '2', '3'], 2]);
  });

  it('have room again when the device took one', async () => {
    const { sessions, dropped } = await open();
    for (let n = 1; n <= 3; n++) await sessions.outgoingEnqueueCombi([{ clientId: 'a' }], command(n));
    await sessions.outgoingClearMessageId(A, {});
    await sessions.outgoingEnqueueCombi([{ clientId: 'a' }], command(4));
    expect([await queued(sessions), dropped()]).toEqual([['2', '3', '4'], 0]);
  });

  it('keep granted filters only', async () => {
    const { sessions } = await open();
    await sessions.addSubscriptions(A, [
      { topic: 'a/x', qos: 1 },
      { topic: 'b/x', qos: 1 },
    ]);
    expect((await sessions.subscriptionsByClient(A)).map(({ topic }) => topic)).toEqual(['a/x']);
  });

  it('keep of a QoS 2 message only that it came', async () => {
    const { sessions } = await open();
    const packet = { messageId: 7, payload: Buffer.alloc(1_000), qos: 2, topic: 't', cmd: 'publish' };
    await sessions.incomingStorePacket(A, packet);
    expect((await sessions.incomingGetPacket(A, packet)).payload.length).toBe(0);
  });
});
