import { connect as tcp, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { DeviceTopic } from '@fieldline/contracts';
import type {
  ConnectDecision,
  ConnectRequest,
  DeviceDirectory,
  DeviceIdentity,
  DeviceMessage,
  LinkAddress,
} from '@fieldline/device-link';
import { encodeConnect, FrameReader, PacketType, type ConnectPacket } from '@fieldline/device-link-frames';
import { createLogger, createMetrics, systemClock } from '@fieldline/platform';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { BrokerDeviceLink, type BrokerDeviceLinkOptions } from './broker-device-link.js';
import type { ListenerOptions } from './listener.js';

/** Every device of the rig has its own name as secret. */
export class RigDirectory implements DeviceDirectory {
  readonly #identities = new Map<string, DeviceIdentity>();
  readonly children: Readonly<Record<string, readonly string[]>> = { gw: ['child'] };
  readonly disabled = new Set<string>();
  readonly events: string[] = [];
  decide: (request: ConnectRequest) => Promise<ConnectDecision> = (request) => Promise.resolve(this.#decide(request));

  authenticate(request: ConnectRequest): Promise<ConnectDecision> {
    return this.decide(request);
  }

  mayPublish(sender: DeviceIdentity, { gateway, device }: DeviceTopic): boolean {
    if (this.disabled.has(sender.externalId)) return false;
    return gateway === undefined || (this.children[gateway]?.includes(device) ?? false);
  }

  maySubscribe(sender: DeviceIdentity, filter: string): boolean {
    const child = /^gateways\/[^/]+\/devices\/([^/]+)\//.exec(filter)?.[1];
    return child === undefined || (this.children[sender.externalId]?.includes(child) ?? false);
  }

  connected({ externalId }: DeviceIdentity): void {
    this.events.push(`+${externalId}`);
  }

  disconnected({ externalId }: DeviceIdentity): void {
    this.events.push(`-${externalId}`);
  }

  identityOf(externalId: string): DeviceIdentity {
    const known = this.#identities.get(externalId);
    if (known !== undefined) return known;
    const deviceId = `01${String(this.#identities.size).padStart(24, '0')}`;
    const identity = { deviceId, tenantId: 'default', siteId: 'site', externalId };
    this.#identities.set(externalId, identity);
    return identity;
  }

  #decide({ username, password }: ConnectRequest): ConnectDecision {
    if (username === undefined || password?.toString() !== username) return { kind: 'refused', reason: 'secret' };
    return { kind: 'accepted', identity: this.identityOf(username) };
  }
}

export type RigLinkOptions = Partial<Omit<BrokerDeviceLinkOptions, 'directory'>>;

/** A link on a free port whose log takes messages when the test says so. */
export class LinkRig {
  readonly directory = new RigDirectory();
  readonly metrics = createMetrics();
  readonly messages: DeviceMessage[] = [];
  readonly warnings: string[] = [];
  readonly link: BrokerDeviceLink;
  addresses: readonly LinkAddress[] = [];
  #logIsAway = false;
  #waiting: (() => void)[] = [];
  readonly #devices: RawDevice[] = [];
  readonly #clients: MqttClient[] = [];

  private constructor(options: RigLinkOptions) {
    const host = '127.0.0.1';
    const logger = createLogger('link', 'warn', { write: (line) => void this.warnings.push(line) });
    this.link = new BrokerDeviceLink({
      listeners: [{ kind: 'mqtt', host, port: 0 }],
      clock: systemClock,
      logger,
      metrics: this.metrics,
      ...options,
      directory: this.directory,
    });
  }

  static async start(options: RigLinkOptions = {}): Promise<LinkRig> {
    const rig = new LinkRig(options);
    rig.addresses = await rig.link.start(async (messages) => {
      rig.messages.push(...messages);
      if (rig.#logIsAway) await new Promise<void>((resolve) => rig.#waiting.push(resolve));
    });
    return rig;
  }

  static listener(kind: 'mqtt' | 'ws', rest: Partial<ListenerOptions> = {}): ListenerOptions {
    return { kind, host: '127.0.0.1', port: 0, ...rest };
  }

  get port(): number {
    return this.addresses[0]!.port;
  }

  logGoesAway(): void {
    this.#logIsAway = true;
  }

  logComesBack(): void {
    this.#logIsAway = false;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  async stop(graceMs = 200): Promise<void> {
    this.logComesBack();
    for (const device of this.#devices) device.socket.destroy();
    await Promise.all(this.#clients.map((client) => client.endAsync(true)));
    await this.link.close(graceMs);
  }

  /** A socket without anything sent on it. */
  async socket(): Promise<RawDevice> {
    const device = await RawDevice.open(this.port);
    this.#devices.push(device);
    return device;
  }

  /** A device that signed in, or was refused: its CONNACK is the first frame it heard. */
  async device(name: string, connect: Partial<ConnectPacket> = {}): Promise<RawDevice> {
    const device = await this.socket();
    device.send(encodeConnect({ clientId: name, username: name, password: name, ...connect }));
    await until(() => device.heard.length > 0 || device.closed);
    return device;
  }

  /** A device on mqtt.js. */
  async client(
    name: string,
    options: IClientOptions = {},
    address: LinkAddress = this.addresses[0]!,
  ): Promise<MqttClient> {
    const url = `${address.transport}://${address.host}:${address.port}`;
    const client = mqtt.connect(url, {
      clientId: name,
      username: name,
      password: name,
      reconnectPeriod: 0,
      ...options,
    });
    this.#clients.push(client);
    await new Promise<void>((resolve, reject) => {
      client.once('connect', () => resolve());
      client.once('error', reject);
    });
    return client;
  }

  async metric(name: string, labels: Readonly<Record<string, string>> = {}): Promise<number> {
    const values = (await this.metrics.getSingleMetric(name)?.get())?.values ?? [];
    return values.find((value) => isDeepStrictEqual({ ...value.labels }, { ...labels }))?.value ?? 0;
  }

  limitHits(limit: string): Promise<number> {
    return this.metric('fieldline_link_limit_hits_total', { limit });
  }
}

/** A device of bare bytes. */
export class RawDevice {
  readonly heard: Buffer[] = [];
  closed = false;

  private constructor(readonly socket: Socket) {
    const reader = new FrameReader(Infinity);
    socket.on('data', (chunk) => {
      reader.push(chunk);
      while (reader.next()) this.heard.push(Buffer.from(reader.buffer.subarray(reader.start, reader.end)));
    });
    socket.on('close', () => (this.closed = true));
    socket.on('error', () => {});
    socket.setNoDelay(true);
  }

  static open(port: number): Promise<RawDevice> {
    return new Promise((resolve, reject) => {
      const socket = tcp(port, '127.0.0.1');
      const device = new RawDevice(socket);
      socket.once('connect', () => resolve(device));
      socket.once('error', reject);
    });
  }

  get returnCode(): number | undefined {
    return this.heard[0]?.[3];
  }

  /** Packet ids of the PUBACKs so far. */
  get pubacks(): readonly number[] {
    return this.heard.filter((frame) => frame[0]! >> 4 === PacketType.puback).map((frame) => frame.readUInt16BE(2));
  }

  count(type: keyof typeof PacketType): number {
    return this.heard.filter((frame) => frame[0]! >> 4 === PacketType[type]).length;
  }

  send(...frames: readonly Buffer[]): void {
    this.socket.write(Buffer.concat(frames));
  }
}

/** Waits until it is so; fails loudly when it never is. */
export async function until(condition: () => boolean | Promise<boolean>, timeoutMs = 5_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`not so after ${timeoutMs} ms: ${condition.toString()}`);
    await wait(5);
  }
}
