import { describe, expect, it } from '@jest/globals';
import { encodePublish } from './client-packets.js';
import { GateRig, RIG_SENDER } from './gate-rig.contract.js';
import { InFlight } from './in-flight.js';

const publish = (id: number, qos: 0 | 1 | 2): Buffer =>
  encodePublish({ topic: 'devices/rig/telemetry', payload: `{"n":${id}}`, qos, id });

async function connected(options?: ConstructorParameters<typeof GateRig>[0]): Promise<GateRig> {
  const rig = new GateRig(options);
  await rig.connect();
  rig.heard.length = 0;
  return rig;
}

describe('Intake', () => {
  it('hands on the messages of one turn as one batch, in the order of arrival, QoS 0 included', async () => {
    const rig = await connected();
    await rig.send(publish(1, 1), publish(2, 0), publish(3, 2));
    expect(rig.batches.map(({ messages }) => messages.map(({ payload }) => payload.toString()))).toEqual([
      ['{"n":1}', '{"n":2}', '{"n":3}'],
    ]);
  });

  it('cuts batches at their size', async () => {
    const rig = await connected({ batchMessages: 2 });
    await rig.send(...[1, 2, 3, 4, 5].map((id) => publish(id, 1)));
    expect(rig.batches.map(({ messages }) => messages.length)).toEqual([2, 2, 1]);
  });

  it('closes the connections of a batch that the log refused, acknowledges nothing and goes on', async () => {
    const rig = await connected();
    await rig.send(publish(1, 1), publish(2, 0));
    rig.batches[0]!.reject(new Error('the log is full'));
    await rig.settle();
    expect([rig.gate.reason, rig.heardNames, rig.refused.map(({ message }) => message)]).toEqual([
      'log-refused',
      [],
      ['the log is full'],
    ]);
    expect([rig.inFlight.messages, rig.inFlight.bytes]).toEqual([0, 0]);
    await rig.intake.idle();
  });

  it('sheds QoS 0 first, counted for each device, while QoS 1 is still taken', async () => {
    const rig = await connected({ inFlight: new InFlight(10, 1_000_000) });
    await rig.send(...[1, 2, 3, 4, 5, 6].map((id) => publish(id, 1)), publish(0, 0), publish(0, 0), publish(7, 1));
    expect([rig.messages.length, rig.shed]).toEqual([7, [['D', 2]]]);
  });

  it('takes a message that cannot be sent again even when there is no room', async () => {
    const rig = await connected({ inFlight: new InFlight(0, 0) });
    const topic = { device: 'rig', channel: 'status' as const };
    const payload = Buffer.from('gone');
    rig.intake.takeUnasked({ sender: RIG_SENDER, topic, payload, qos: 1, receivedAt: 1, firstSeenAt: 1 });
    await rig.settle();
    expect(rig.messages.length).toBe(1);
  });

  it('is idle once every batch was handled', async () => {
    const rig = await connected();
    await rig.intake.idle();
    await rig.send(publish(1, 1));
    let idle = false;
    void rig.intake.idle().then(() => (idle = true));
    await rig.settle();
    expect(idle).toBe(false);
    await rig.logHasAll();
    expect(idle).toBe(true);
  });
});
