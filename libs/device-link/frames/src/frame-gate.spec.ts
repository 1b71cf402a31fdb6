import { describe, expect, it } from '@jest/globals';
import { encodeAck, encodeConnect, encodePublish, encodeSubscribe, PINGREQ } from './client-packets.js';
import { GateRig, nameOf, type RigOptions } from './gate-rig.contract.js';
import { InFlight } from './in-flight.js';
import { SessionMemories } from './session-memory.js';

const publish = (id: number, qos: 0 | 1 | 2 = 1, dup = false): Buffer =>
  encodePublish({ topic: 'devices/rig/telemetry', payload: `{"n":${id}}`, qos, id, dup });
const publishes = (count: number): Buffer[] => Array.from({ length: count }, (_, i) => publish(i + 1));

async function connected(options?: RigOptions): Promise<GateRig> {
  const rig = new GateRig(options);
  await rig.connect();
  rig.heard.length = 0;
  rig.seen.length = 0;
  return rig;
}

describe('FrameGate towards the device', () => {
  it('holds PUBACK and PUBREC until the log has the message', async () => {
    const rig = await connected();
    await rig.send(publish(1), publish(2, 2));
    expect([rig.messages.length, rig.heardNames, rig.gate.held, rig.tally.held]).toEqual([2, [], 2, 2]);
    await rig.logHasAll();
    expect(rig.heardNames).toEqual(['puback 1', 'pubrec 2']);
    expect([rig.gate.held, rig.tally.held, rig.inFlight.messages]).toEqual([0, 0, 0]);
  });

  it('queues no acknowledgements for a device that does not read them, and reads no more of it than the window', async () => {
    const rig = await connected({ limits: { window: 100 } });
    Object.defineProperty(rig.socket, 'writableNeedDrain', { value: true, configurable: true });
    await rig.send(...publishes(300));
    await rig.logHasAll();
    expect([rig.heardNames, rig.messages.length, rig.gate.held]).toEqual([[], 100, 100]);
    Object.defineProperty(rig.socket, 'writableNeedDrain', { value: false, configurable: true });
    rig.socket.emit('drain');
    await rig.settle();
    await rig.logHasAll();
    expect(rig.heardNames.slice(0, 100)).toEqual(Array.from({ length: 100 }, (_, i) => `puback ${i + 1}`));
    expect(rig.messages.length).toBeGreaterThan(100);
  });

  it('acknowledges in the order of the PUBLISHes when batches are done in another', async () => {
    const rig = await connected({ batchMessages: 2 });
    await rig.send(...publishes(6));
    rig.batches[2]!.resolve();
    rig.batches[1]!.resolve();
    await rig.settle();
    expect(rig.heardNames).toEqual([]);
    rig.batches[0]!.resolve();
    await rig.settle();
    expect(rig.heardNames).toEqual([1, 2, 3, 4, 5, 6].map((id) => `puback ${id}`));
  });

  it('answers PINGREQ and SUBSCRIBE while 50 PUBLISHes wait', async () => {
    const rig = await connected();
    await rig.send(...publishes(50), PINGREQ);
    rig.gate.write(Buffer.from([0x90, 3, 0, 9, 1]));
    await rig.settle();
    expect(rig.heardNames).toEqual(['pingresp', 'suback']);
    expect(rig.gate.held).toBe(50);
  });

  it('never acknowledges what the link did not claim', async () => {
    const rig = await connected({ claims: false });
    await rig.send(publish(1), PINGREQ);
    await rig.logHasAll();
    expect(rig.heardNames).toEqual(['pingresp']);
  });

  it('never acknowledges what the broker did not', async () => {
    const rig = await connected({ acknowledges: false });
    await rig.send(publish(1), publish(2));
    await rig.logHasAll();
    expect(rig.heardNames).toEqual([]);
    rig.acknowledge(1, 1);
    await rig.settle();
    expect(rig.heardNames).toEqual(['puback 1']);
  });

  it('swallows an acknowledgement that belongs to no message, and counts it', async () => {
    const rig = await connected();
    rig.acknowledge(99, 1);
    await rig.settle();
    expect([rig.heardNames, rig.tally.strayAcks]).toEqual([[], 1]);
  });

  it('sends neighbouring acknowledgements in one write', async () => {
    const rig = await connected();
    const writes: number[] = [];
    const write = rig.socket.write.bind(rig.socket);
    rig.socket.write = ((chunk: Buffer) => writes.push(chunk.length) && write(chunk)) as typeof rig.socket.write;
    await rig.send(...publishes(100));
    await rig.logHasAll();
    expect(writes).toEqual([400]);
  });

  it('passes PUBCOMP and PUBLISH of the broker at once, in their order', async () => {
    const rig = await connected();
    await rig.send(publish(1), encodeAck('pubrel', 5));
    rig.gate.write(encodePublish({ topic: 'devices/rig/commands/x', payload: Buffer.alloc(9_000), qos: 1, id: 3 }));
    await rig.settle();
    expect(rig.heardNames).toEqual(['pubcomp 5', 'publish']);
  });
});

describe('FrameGate towards the broker', () => {
  it('passes the same frames whatever the segments', async () => {
    const frames = [publish(1), PINGREQ, publish(2, 2), encodeSubscribe(3, ['devices/rig/commands/+']), publish(4, 0)];
    for (const size of [1, 2, 3, 7, 1_000]) {
      const rig = await connected();
      const bytes = Buffer.concat(frames);
      for (let at = 0; at < bytes.length; at += size) rig.device.write(bytes.subarray(at, at + size));
      await rig.settle();
      expect(rig.seen).toEqual(frames);
    }
  });

  it('keeps what is sent behind CONNECT until CONNACK has accepted it', async () => {
    const rig = new GateRig();
    const write = rig.gate.write.bind(rig.gate);
    const connacks: Buffer[] = [];
    rig.gate.write = ((chunk: Buffer) => connacks.push(chunk) > 0) as typeof rig.gate.write;
    await rig.send(encodeConnect({ clientId: 'a' }), ...publishes(200));
    expect(rig.seen.map(nameOf)).toEqual(['connect']);
    write(connacks[0]!);
    await rig.settle();
    expect(rig.messages.length).toBe(200);
  });

  it('passes nothing on behind a CONNACK that refuses', async () => {
    const rig = new GateRig();
    const write = rig.gate.write.bind(rig.gate);
    rig.gate.write = (() => write(Buffer.from([0x20, 2, 0, 5]))) as typeof rig.gate.write;
    await rig.send(encodeConnect({ clientId: 'a' }), publish(1));
    expect(rig.seen.map(nameOf)).toEqual(['connect']);
    expect(rig.heardNames).toEqual(['connack']);
  });

  it.each([
    ['a PUBLISH before CONNECT', 'protocol-order', [publish(1)]],
    ['a second CONNECT', 'protocol-order', [encodeConnect({ clientId: 'a' }), encodeConnect({ clientId: 'a' })]],
    ['a CONNACK', 'protocol-order', [encodeConnect({ clientId: 'a' }), Buffer.from([0x20, 2, 0, 0])]],
    ['a PUBLISH without packet id', 'malformed', [encodeConnect({ clientId: 'a' }), publish(0)]],
    ['a CONNECT over 16 KiB', 'packet-size', [encodeConnect({ clientId: 'a', password: Buffer.alloc(17_000) })]],
    ['a topic too deep', 'topic-depth', [encodeConnect({ clientId: 'a' }), encodeSubscribe(1, ['1/2/3/4/5/6/7/8/9'])]],
  ])('closes the connection for %s', async (_title, fault, frames) => {
    const rig = new GateRig();
    await rig.send(...frames);
    expect([rig.gate.destroyed, rig.gate.reason, rig.device.destroyed]).toEqual([true, fault, true]);
    expect(rig.tally.faults).toEqual({ [fault]: 1 });
  });

  it('answers an MQTT 5 CONNECT with CONNACK 1 and closes', async () => {
    const rig = new GateRig();
    const connect = encodeConnect({ clientId: 'a' });
    connect[8] = 5;
    await rig.send(connect);
    expect(rig.heard).toEqual([Buffer.from([0x20, 2, 0, 1])]);
    expect([rig.gate.destroyed, rig.gate.reason]).toEqual([true, 'protocol-version']);
  });
});

describe('FrameGate with a log that is away', () => {
  it('stays open with W messages and reads on, then stops at the next PUBLISH until one is acknowledged', async () => {
    const rig = await connected({ limits: { window: 10 }, batchMessages: 1 });
    await rig.send(...publishes(10), PINGREQ);
    expect(rig.heardNames).toEqual(['pingresp']);
    expect(rig.tally.stops.window).toBe(0);
    await rig.send(publish(11), PINGREQ);
    expect([rig.messages.length, rig.heardNames, rig.tally.stops.window]).toEqual([10, ['pingresp'], 1]);
    rig.batches[0]!.resolve();
    await rig.settle();
    expect([rig.messages.length, rig.heardNames]).toEqual([11, ['pingresp', 'puback 1', 'pingresp']]);
  });

  it('counts the window in bytes too, and lets one message of any size through', async () => {
    const rig = await connected({ limits: { windowBytes: 100 } });
    const large = encodePublish({ topic: 'devices/rig/telemetry', payload: Buffer.alloc(5_000), qos: 1, id: 1 });
    await rig.send(large, publish(2));
    expect([rig.messages.length, rig.tally.stops.window]).toEqual([1, 1]);
    await rig.logHasAll();
    expect(rig.messages.length).toBe(2);
  });

  it('stops every connection at the bound of all together and wakes them when there is room', async () => {
    const inFlight = new InFlight(3, 1_000_000);
    const [a, b] = [await connected({ inFlight }), await connected({ inFlight })];
    await a.send(...publishes(3));
    await b.send(...publishes(2), PINGREQ);
    expect([b.messages.length, b.heardNames, b.tally.stops['in-flight']]).toEqual([0, [], 1]);
    await a.logHasAll();
    await b.settle();
    expect([b.messages.length, b.heardNames]).toEqual([2, ['pingresp']]);
  });

  it('reads no faster than the publish rate, and loses nothing', async () => {
    const rig = await connected({ limits: { publishesPerSecond: 100, publishBurst: 5 } });
    await rig.send(...publishes(20));
    expect([rig.messages.length, rig.tally.stops['publish-rate']]).toEqual([5, 1]);
    for (let i = 0; i < 3; i++) {
      rig.clock.pass(50);
      await rig.settle();
    }
    expect(rig.messages.length).toBe(20);
  });
});

describe('FrameGate at its end', () => {
  it('gives back what a lost connection held, once the log is done with it', async () => {
    const rig = await connected({ claims: false });
    await rig.send(publish(1));
    expect(rig.inFlight.messages).toBe(1);
    rig.device.destroy();
    await rig.settle();
    expect([rig.gate.destroyed, rig.inFlight.messages, rig.tally.held]).toEqual([true, 0, 0]);
  });

  it('acknowledges nothing on a connection that is gone, and frees its room at the release', async () => {
    const rig = await connected();
    await rig.send(...publishes(3));
    rig.gate.fail('test');
    await rig.settle();
    expect(rig.inFlight.messages).toBe(3);
    await rig.logHasAll();
    expect([rig.heardNames, rig.inFlight.messages, rig.inFlight.bytes]).toEqual([[], 0, 0]);
  });

  it('passes the end of the device on once all before it was passed', async () => {
    const rig = await connected({ limits: { window: 1 } });
    let ended = false;
    rig.gate.on('end', () => (ended = true));
    rig.device.end(Buffer.concat(publishes(2)));
    await rig.settle();
    expect([rig.messages.length, ended]).toEqual([1, false]);
    rig.batches[0]!.resolve();
    await rig.settle();
    expect([rig.messages.length, ended]).toEqual([2, true]);
  });

  it('lets the last bytes out, and leaves no timer behind', async () => {
    const rig = await connected();
    rig.gate.write(Buffer.from([0xd0, 0]));
    await rig.settle();
    rig.gate.destroy();
    await rig.settle();
    expect([rig.heardNames, rig.device.readableEnded]).toEqual([['pingresp'], true]);
    rig.clock.pass(1_000);
    await rig.settle();
    expect([rig.socket.destroyed, rig.clock.timers]).toEqual([true, 0]);
  });

  it('waits for a device that does not read', async () => {
    const rig = await connected();
    rig.device.pause();
    let wrote = 0;
    const writeOne = (): void => {
      rig.gate.write(encodePublish({ topic: 't', payload: Buffer.alloc(60_000), qos: 0 }), () => wrote++);
    };
    for (let i = 0; i < 10; i++) writeOne();
    await rig.settle();
    expect(wrote).toBeLessThan(5);
    rig.device.resume();
    await rig.settle();
    expect(wrote).toBe(10);
  });
});

describe('FrameGate and repeated messages', () => {
  it('gives a repetition after a reconnect the time of the first', async () => {
    const sessions = new SessionMemories(100, 100);
    for (const qos of [1, 2] as const) {
      const times = [];
      for (const dup of [false, true]) {
        const rig = new GateRig();
        rig.clock.at = dup ? 2_000_000 : 1_000_000;
        rig.gate.session = sessions.open('rig', false);
        await rig.connect();
        await rig.send(publish(7, qos, dup));
        times.push(rig.messages[0]!.firstSeenAt);
        rig.gate.fail('test');
      }
      expect(times).toEqual([1_000_000, 1_000_000]);
    }
  });
});
