import { duplexPair, type Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { DeviceMessage } from '@fieldline/device-link';
import type { Clock } from '@fieldline/platform';
import { encodeConnect } from './client-packets.js';
import { FrameGate } from './frame-gate.js';
import { FrameReader } from './frame-reader.js';
import { newGateTally, type GateLimits } from './gate-options.js';
import { InFlight } from './in-flight.js';
import { Intake } from './intake.js';
import { PacketType } from './packet-type.js';

export const RIG_LIMITS: GateLimits = {
  connectPacketBytes: 16_384,
  packetBytes: 131_072,
  window: 1_000,
  windowBytes: 1_048_576,
  topicLevels: 8,
  publishesPerSecond: 1_000_000,
  publishBurst: 1_000_000,
};

export const RIG_SENDER = { deviceId: 'D', tenantId: 'default', siteId: 'S', externalId: 'rig' };

/** A clock that moves when told; `defer` follows the real event loop. */
export class ManualClock implements Clock {
  at = 1_000_000;
  #timers: { readonly due: number; readonly callback: () => void }[] = [];
  now = (): number => this.at;
  monotonic = (): number => this.at;
  defer = (callback: () => void): void => void setImmediate(callback);

  setTimer(callback: () => void, delayMs: number): { cancel: () => void } {
    const timer = { due: this.at + delayMs, callback };
    this.#timers.push(timer);
    return { cancel: () => (this.#timers = this.#timers.filter((other) => other !== timer)) };
  }

  pass(ms: number): void {
    this.at += ms;
    const due = this.#timers.filter((timer) => timer.due <= this.at);
    this.#timers = this.#timers.filter((timer) => timer.due > this.at);
    for (const { callback } of due) callback();
  }

  get timers(): number {
    return this.#timers.length;
  }
}

/** A batch whose outcome the test decides. */
export interface OpenBatch {
  readonly messages: readonly DeviceMessage[];
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

export interface RigOptions {
  readonly limits?: Partial<GateLimits>;
  readonly inFlight?: InFlight;
  readonly batchMessages?: number;
  /** Whether the broker acknowledges as soon as it sees a message; false lets the test do it. */
  readonly acknowledges?: boolean;
  /** Whether the broker hands messages to the link. */
  readonly claims?: boolean;
}

/** A device, a gate and a broker of a few lines, on streams in memory. */
export class GateRig {
  readonly clock = new ManualClock();
  readonly tally = newGateTally();
  readonly inFlight: InFlight;
  readonly device: Duplex;
  readonly socket: Duplex;
  readonly gate: FrameGate;
  readonly intake: Intake;
  readonly batches: OpenBatch[] = [];
  readonly shed: [string, number][] = [];
  readonly refused: Error[] = [];
  /** Frames the broker was given, and frames the device heard. */
  readonly seen: Buffer[] = [];
  readonly heard: Buffer[] = [];

  constructor(private readonly options: RigOptions = {}) {
    [this.device, this.socket] = duplexPair();
    this.device.once('close', () => this.socket.destroy());
    this.socket.once('close', () => this.device.destroy());
    const limits = { ...RIG_LIMITS, ...options.limits };
    this.inFlight = options.inFlight ?? new InFlight(100_000, 67_108_864);
    this.gate = new FrameGate(this.socket, { clock: this.clock, limits, inFlight: this.inFlight, tally: this.tally });
    this.intake = new Intake({
      clock: this.clock,
      inFlight: this.inFlight,
      handler: (messages) => new Promise((resolve, reject) => this.batches.push({ messages, resolve, reject })),
      batchMessages: options.batchMessages ?? 512,
      onShed: ({ deviceId }, count) => this.shed.push([deviceId, count]),
      onRefused: (error) => this.refused.push(error),
    });
    collectFrames(this.gate, (frame, reader) => this.#serve(frame, reader));
    collectFrames(this.device, (frame) => this.heard.push(frame));
    this.device.on('error', () => {});
  }

  get messages(): readonly DeviceMessage[] {
    return this.batches.flatMap(({ messages }) => messages);
  }

  /** Types and packet ids the device heard, such as `puback 7`. */
  get heardNames(): readonly string[] {
    return this.heard.map(nameOf);
  }

  async connect(): Promise<void> {
    await this.send(encodeConnect({ clientId: 'rig' }));
  }

  async send(...frames: readonly Buffer[]): Promise<void> {
    this.device.write(Buffer.concat(frames));
    await this.settle();
  }

  /** Lets all that is on its way arrive. */
  async settle(): Promise<void> {
    for (let i = 0; i < 8; i++) await turn();
  }

  async logHasAll(): Promise<void> {
    for (const { resolve } of this.batches) resolve();
    await this.settle();
  }

  #serve(frame: Buffer, { buffer, start, body, end }: FrameReader): void {
    this.seen.push(frame);
    const firstByte = buffer[start]!;
    switch (firstByte >> 4) {
      case PacketType.connect:
        this.gate.write(Buffer.from([0x20, 2, 0, 0]));
        return;
      case PacketType.pingreq:
        this.gate.write(Buffer.from([0xd0, 0]));
        return;
      case PacketType.pubrel:
        this.gate.write(Buffer.from([0x70, 2, buffer[body]!, buffer[body + 1]!]));
        return;
      case PacketType.publish:
        this.#publish((firstByte >> 1) & 3, buffer.subarray(body, end));
    }
  }

  #publish(qos: number, rest: Buffer): void {
    const at = 2 + rest.readUInt16BE(0);
    const payload = rest.subarray(qos > 0 ? at + 2 : at);
    const message = { sender: RIG_SENDER, topic: { device: 'rig', channel: 'telemetry' as const }, payload };
    const now = this.clock.now();
    if (qos === 0) return this.intake.takeLoose({ ...message, qos: 0, receivedAt: now, firstSeenAt: now });
    const id = rest.readUInt16BE(at);
    if (this.options.claims !== false) this.#claim(id, qos as 1 | 2, message);
    if (this.options.acknowledges !== false) this.acknowledge(id, qos as 1 | 2);
  }

  #claim(id: number, qos: 1 | 2, message: Pick<DeviceMessage, 'sender' | 'topic' | 'payload'>): void {
    const { gate } = this;
    const ticket = gate.claim(id);
    const times = { receivedAt: gate.arrivedAt(ticket), firstSeenAt: gate.firstSeenAt(ticket) };
    this.intake.takeHeld({ ...message, qos, ...times }, gate, ticket);
  }

  /** The broker writes its PUBACK or PUBREC, in the small pieces that mqtt-packet writes. */
  acknowledge(id: number, qos: 1 | 2): void {
    this.gate.cork();
    this.gate.write(Buffer.from([qos === 1 ? 0x40 : 0x50]));
    this.gate.write(Buffer.from([2]));
    this.gate.write(Buffer.from([id >> 8, id & 0xff]));
    this.gate.uncork();
  }
}

export function nameOf(frame: Buffer): string {
  const names = Object.fromEntries(Object.entries(PacketType).map(([name, type]) => [type, name]));
  const type = frame[0]! >> 4;
  return type >= PacketType.puback && type <= PacketType.pubcomp
    ? `${names[type]} ${frame.readUInt16BE(2)}`
    : names[type]!;
}

function collectFrames(stream: Duplex, take: (frame: Buffer, reader: FrameReader) => void): void {
  const reader = new FrameReader(Infinity);
  stream.on('data', (chunk: Buffer) => {
    reader.push(chunk);
    while (reader.next()) take(Buffer.from(reader.buffer.subarray(reader.start, reader.end)), reader);
  });
}
