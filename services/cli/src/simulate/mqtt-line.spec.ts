import { afterEach, describe, expect, it } from '@jest/globals';
import { sleep, systemClock } from '@fieldline/platform';
import { mqttLines, type DeviceLine } from '@fieldline/simulator';
import { Aedes } from 'aedes';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

const never = new AbortController().signal;
const login = (externalId: string) => ({ externalId, username: externalId, password: 'right' });

/** A plain broker whose answers can be held back. */
class Broker {
  readonly heard: string[] = [];
  readonly sockets = new Set<Socket>();
  holding = false;

  private constructor(
    private readonly server: Server,
    private readonly broker: Aedes,
  ) {}

  static async start(): Promise<Broker> {
    const broker = await Aedes.createBroker();
    const server = createServer((socket) => {
      started.sockets.add(socket);
      socket.once('close', () => started.sockets.delete(socket));
      broker.handle(socket);
    });
    const started = new Broker(server, broker);
    broker.authenticate = (_client, _name, password, done) => {
      const error = Object.assign(new Error('no'), { returnCode: 5 });
      if (password?.toString() === 'right') done(null, true);
      else done(error, null);
    };
    broker.authorizePublish = (_client, packet, done) => {
      started.heard.push(`${packet.topic} ${packet.payload.toString()}`);
      if (!started.holding) done(null);
    };
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return started;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.broker.close(() => this.server.close(() => resolve())));
  }
}

let broker: Broker | undefined;
const lines: DeviceLine[] = [];
afterEach(async () => {
  await Promise.all(lines.splice(0).map((line) => line.close()));
  await broker?.stop();
});

async function until(done: () => boolean): Promise<void> {
  while (!done()) await sleep(systemClock, 5);
}

async function open(): Promise<{ broker: Broker; line: DeviceLine }> {
  const started = (broker = await Broker.start());
  const line = await mqttLines(started.url, 50)(login('a'), never);
  lines.push(line);
  return { broker: started, line };
}

describe('a line over MQTT', () => {
  it('sends on its device’s topic and tells when a message is acknowledged', async () => {
    const { broker, line } = await open();
    let acknowledged = 0;
    line.send('1', () => (acknowledged += 1));
    expect(line.inFlight).toBe(1);
    await until(() => acknowledged === 1);
    expect([line.inFlight, broker.heard]).toEqual([0, ['devices/a/telemetry 1']]);
  });

  it('comes back after it was dropped, and sends again what was not acknowledged, counted', async () => {
    const { broker, line } = await open();
    let acknowledged = 0;
    broker.holding = true;
    line.send('1', () => (acknowledged += 1));
    await until(() => broker.heard.length === 1);
    broker.holding = false;
    line.drop();
    expect([line.connected, line.resent]).toEqual([false, 1]);
    await until(() => acknowledged === 1);
    expect([line.connected, line.resent, broker.heard.length]).toEqual([true, 1, 2]);
  });

  it('counts nothing as sent again when nothing was under way', async () => {
    const { broker, line } = await open();
    for (const socket of broker.sockets) socket.destroy();
    await until(() => !line.connected);
    await until(() => line.connected);
    expect(line.resent).toBe(0);
  });

  it('rejects a login that the server refuses, and does not try it again', async () => {
    const started = (broker = await Broker.start());
    const opening = mqttLines(started.url, 10)({ ...login('a'), password: 'wrong' }, never);
    await expect(opening).rejects.toThrow(/refuses a: .*[Nn]ot authorized/);
    await until(() => started.sockets.size === 0);
    await sleep(systemClock, 50);
    expect(started.sockets.size).toBe(0);
  });

  it('gives up connecting when it is told to', async () => {
    const stop = new AbortController();
    const opening = mqttLines('mqtt://127.0.0.1:1', 10)(login('a'), stop.signal);
    stop.abort();
    await expect(opening).rejects.toThrow(/interrupted/);
  });
});
