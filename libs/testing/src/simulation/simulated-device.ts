import type { Duplex } from 'node:stream';
import { generate, parser, type Packet } from 'mqtt-packet';
import type { SeededRandom } from './seeded-random.js';
import type { SimulatedTime } from './simulated-time.js';

/**
 * How a device tells its readings apart: `timed` by its own time and count, `counted` by boot and count alone, `plain` by
 * nothing.
 */
export type DeviceKind = 'timed' | 'counted' | 'plain';

export interface SentMessage {
  readonly packetId: number;
  readonly qos: 1 | 2;
  readonly payload: string;
  /** The reading's unique value; undefined for a payload that must be refused. */
  readonly value: number | undefined;
  /** The device's time, for `timed`. */
  readonly ts: number | undefined;
  /** It carries one value out of range beside the good one. */
  readonly withBadValue: boolean;
  /** Which starts of the server it was sent to. */
  readonly sentTo: Set<number>;
  stage: 'unsent' | 'sent' | 'received' | 'acknowledged';
}

export interface SimulatedDeviceParts {
  readonly externalId: string;
  readonly index: number;
  readonly kind: DeviceKind;
  readonly messages: number;
  readonly time: SimulatedTime;
  readonly random: SeededRandom;
  readonly epochMs: number;
  /** Undefined while the server is down. */
  readonly dial: () => { readonly stream: Duplex; readonly start: number } | undefined;
  /** Told of what the server does against MQTT. */
  readonly onViolation: (text: string) => void;
}

const WINDOW = 8;

/** An MQTT 3.1.1 device that keeps what is not acknowledged and sends it again, in order, after each reconnect. */
export class SimulatedDevice {
  readonly #parts: SimulatedDeviceParts;
  readonly sent: SentMessage[] = [];
  #stream: Duplex | undefined;
  #connected = false;
  #start = 0;
  /** Packet ids on this connection that wait for PUBACK or PUBREC, in the order of their PUBLISH. */
  #awaiting: number[] = [];

  constructor(parts: SimulatedDeviceParts) {
    this.#parts = parts;
  }

  get externalId(): string {
    return this.#parts.externalId;
  }

  get kind(): DeviceKind {
    return this.#parts.kind;
  }

  /** Everything it had to say is acknowledged. */
  get finished(): boolean {
    return this.sent.length >= this.#parts.messages && this.sent.every(({ stage }) => stage === 'acknowledged');
  }

  start(): void {
    this.#connect();
    this.#measure();
  }

  #measure(): void {
    const { time, random, messages } = this.#parts;
    if (this.sent.length >= messages) return;
    this.sent.push(this.#next());
    this.#sendMore();
    time.at(random.chance(0.3) ? 0 : random.between(1, 120), () => this.#measure());
  }

  #next(): SentMessage {
    const { index, kind, random, epochMs, time } = this.#parts;
    const count = this.sent.length + 1;
    const qos = random.chance(0.25) ? 2 : 1;
    if (random.chance(0.05)) return this.#message({ qos, payload: '{"values":', value: undefined, ts: undefined });
    const value = index * 1_000_000 + count;
    const withBadValue = random.chance(0.05);
    const values = {
      value,
      ...(withBadValue ? { level: 1e6 } : {}),
      ...(random.chance(0.15) ? { note: 'n'.repeat(random.between(300, 1_200)) } : {}),
    };
    if (kind === 'plain')
      return this.#message({ qos, payload: JSON.stringify({ values }), value, ts: undefined, withBadValue });
    if (kind === 'counted') {
      const payload = JSON.stringify({ boot: 'b1', seq: count, values });
      return this.#message({ qos, payload, value, ts: undefined, withBadValue });
    }
    const earlier = this.sent.filter((message) => message.ts !== undefined);
    const correction = earlier.length > 0 && random.chance(0.05) ? random.pick(earlier).ts : undefined;
    // the count keeps two readings of one device off one instant, unless a correction wants it
    const ts = correction ?? Math.floor(epochMs + time.now) + count;
    return this.#message({ qos, payload: JSON.stringify({ ts, seq: count, values }), value, ts, withBadValue });
  }

  #message(
    made: Pick<SentMessage, 'qos' | 'payload' | 'value' | 'ts'> & { readonly withBadValue?: boolean },
  ): SentMessage {
    return { withBadValue: false, sentTo: new Set(), ...made, packetId: this.sent.length + 1, stage: 'unsent' };
  }

  #connect(): void {
    const { dial, time, random } = this.#parts;
    const again = (): void => {
      time.at(random.between(10, 500), () => this.#connect());
    };
    const line = dial();
    if (line === undefined) {
      again();
      return;
    }
    const { stream } = line;
    this.#stream = stream;
    this.#start = line.start;
    this.#connected = false;
    this.#awaiting = [];
    const frames = parser();
    frames.on('packet', (packet: Packet) => {
      if (this.#stream === stream) this.#hear(packet);
    });
    stream.on('data', (chunk: Buffer) => frames.parse(chunk));
    stream.on('error', () => stream.destroy());
    stream.once('close', () => {
      if (this.#stream !== stream) return;
      this.#stream = undefined;
      this.#connected = false;
      again();
    });
    this.#write({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: false,
      clientId: this.externalId,
      keepalive: 0,
    });
  }

  #hear(packet: Packet): void {
    if (packet.cmd === 'connack') {
      this.#connected = true;
      for (const message of this.sent) if (message.stage === 'received') this.#release(message);
      for (const message of this.sent) if (message.stage === 'sent') this.#publish(message, true);
      this.#sendMore();
      return;
    }
    const message = this.sent[(packet.messageId ?? 0) - 1];
    if (message === undefined) {
      this.#parts.onViolation(`${this.externalId}: ${packet.cmd} for packet ${packet.messageId} that was never sent`);
      return;
    }
    if (packet.cmd === 'puback') this.#acknowledged(message, 1);
    else if (packet.cmd === 'pubrec') this.#acknowledged(message, 2);
    else if (packet.cmd === 'pubcomp') message.stage = 'acknowledged';
    this.#sendMore();
  }

  #acknowledged(message: SentMessage, qos: 1 | 2): void {
    const { packetId } = message;
    const expected = this.#awaiting.shift();
    if (expected !== packetId || message.qos !== qos) {
      this.#parts.onViolation(`${this.externalId}: packet ${packetId} was acknowledged before packet ${expected}`);
    }
    if (qos === 1) {
      message.stage = 'acknowledged';
    } else {
      message.stage = 'received';
      this.#release(message);
    }
  }

  #release({ packetId }: SentMessage): void {
    this.#write({ cmd: 'pubrel', messageId: packetId });
  }

  #sendMore(): void {
    if (!this.#connected) return;
    let open = this.sent.filter(({ stage }) => stage === 'sent' || stage === 'received').length;
    for (const message of this.sent) {
      if (open >= WINDOW) return;
      if (message.stage !== 'unsent') continue;
      this.#publish(message, false);
      open += 1;
    }
  }

  #publish(message: SentMessage, dup: boolean): void {
    const { packetId: messageId, qos, payload } = message;
    message.stage = 'sent';
    message.sentTo.add(this.#start);
    this.#awaiting.push(messageId);
    const topic = `devices/${this.externalId}/telemetry`;
    this.#write({ cmd: 'publish', topic, payload, qos, dup, retain: false, messageId });
  }

  #write(packet: Packet): void {
    this.#stream?.write(generate(packet));
  }
}
