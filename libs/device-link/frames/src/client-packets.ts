import { PacketType } from './packet-type.js';

/** What a client says in CONNECT. */
export interface ConnectPacket {
  readonly clientId: string;
  readonly username?: string;
  readonly password?: string | Buffer;
  readonly clean?: boolean;
  readonly keepaliveSeconds?: number;
  readonly will?: {
    readonly topic: string;
    readonly payload: string | Buffer;
    readonly qos?: 0 | 1 | 2;
    readonly retain?: boolean;
  };
}

export interface PublishPacket {
  readonly topic: string;
  readonly payload: string | Buffer;
  readonly qos: 0 | 1 | 2;
  /** For QoS 1 and 2. */
  readonly id?: number;
  readonly dup?: boolean;
  readonly retain?: boolean;
}

/** The bytes of an MQTT 3.1.1 CONNECT; for what plays a device without an MQTT library. */
export function encodeConnect(packet: ConnectPacket): Buffer {
  const { clientId, username, password, clean = true, keepaliveSeconds = 0, will } = packet;
  const willFlags = will === undefined ? 0 : 0x04 | ((will.qos ?? 0) << 3) | (will.retain ? 0x20 : 0);
  const flags = (username === undefined ? 0 : 0x80) | (password === undefined ? 0 : 0x40) | willFlags | (clean ? 2 : 0);
  const head = Buffer.from([4, flags, keepaliveSeconds >> 8, keepaliveSeconds & 0xff]);
  const parts = [text('MQTT'), head, text(clientId)];
  if (will !== undefined) parts.push(text(will.topic), text(will.payload));
  if (username !== undefined) parts.push(text(username));
  if (password !== undefined) parts.push(text(password));
  return frame(PacketType.connect << 4, parts);
}

export function encodePublish({ topic, payload, qos, id = 0, dup = false, retain = false }: PublishPacket): Buffer {
  const firstByte = (PacketType.publish << 4) | (dup ? 8 : 0) | (qos << 1) | (retain ? 1 : 0);
  const parts = [text(topic)];
  if (qos > 0) parts.push(uint16(id));
  parts.push(Buffer.from(payload as string));
  return frame(firstByte, parts);
}

export function encodeSubscribe(id: number, filters: readonly string[], qos: 0 | 1 | 2 = 1): Buffer {
  return frame((PacketType.subscribe << 4) | 2, [
    uint16(id),
    ...filters.flatMap((filter) => [text(filter), Buffer.from([qos])]),
  ]);
}

export function encodeUnsubscribe(id: number, filters: readonly string[]): Buffer {
  return frame((PacketType.unsubscribe << 4) | 2, [uint16(id), ...filters.map(text)]);
}

/** PUBACK, PUBREC, PUBREL or PUBCOMP. */
export function encodeAck(type: 'puback' | 'pubrec' | 'pubrel' | 'pubcomp', id: number): Buffer {
  return frame((PacketType[type] << 4) | (type === 'pubrel' ? 2 : 0), [uint16(id)]);
}

export const PINGREQ: Buffer = Buffer.from([PacketType.pingreq << 4, 0]);
export const DISCONNECT: Buffer = Buffer.from([PacketType.disconnect << 4, 0]);

/** A frame of any first byte; its remaining length is that of the parts. */
export function frame(firstByte: number, parts: readonly Buffer[]): Buffer {
  let remaining = 0;
  for (const part of parts) remaining += part.length;
  const header = [firstByte];
  do {
    const rest = Math.floor(remaining / 128);
    header.push((remaining % 128) | (rest > 0 ? 0x80 : 0));
    remaining = rest;
  } while (remaining > 0);
  return Buffer.concat([Buffer.from(header), ...parts]);
}

function text(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content as string);
  return Buffer.concat([uint16(bytes.length), bytes]);
}

function uint16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 0xff]);
}
