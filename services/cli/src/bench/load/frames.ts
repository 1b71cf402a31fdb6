/** The few packets of MQTT 3.1.1 that a load generator needs, written by hand so that a message costs next to nothing. */

const CONNECT = 0x10;
const CLEAN_SESSION_USER_PASSWORD = 0xc2;
const PUBLISH_QOS_1 = 0x32;
/** Nothing is sent in between, so the server must not expect anything. */
const NO_KEEPALIVE = 0;

export interface Login {
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
}

export function connectFrame({ clientId, username, password }: Login): Buffer {
  const head = Buffer.concat([text('MQTT'), Buffer.from([4, CLEAN_SESSION_USER_PASSWORD, 0, NO_KEEPALIVE])]);
  return packet(CONNECT, Buffer.concat([head, text(clientId), text(username), text(password)]));
}

/** A PUBLISH at QoS 1 whose packet id is at `packetIdAt` and whose payload begins at `payloadAt`. */
export interface PublishTemplate {
  readonly frame: Buffer;
  readonly packetIdAt: number;
  readonly payloadAt: number;
}

export function publishTemplate(topic: string, payload: Buffer): PublishTemplate {
  const frame = packet(PUBLISH_QOS_1, Buffer.concat([text(topic), Buffer.from([0, 0]), payload]));
  const payloadAt = frame.length - payload.length;
  return { frame, packetIdAt: payloadAt - 2, payloadAt };
}

function packet(type: number, body: Buffer): Buffer {
  const length: number[] = [];
  for (let rest = body.length; ; rest = Math.floor(rest / 128)) {
    length.push(rest < 128 ? rest : (rest % 128) + 128);
    if (rest < 128) break;
  }
  return Buffer.concat([Buffer.from([type, ...length]), body]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}

/** Cuts what a broker sends into its packets of four bytes: CONNACK and PUBACK; both are no longer. */
export class AnswerReader {
  readonly #left = Buffer.alloc(4);
  #used = 0;

  /** Calls back with packet type and the two bytes of its body; throws RangeError for any other packet. */
  read(bytes: Buffer, handle: (type: number, body: number) => void): void {
    let at = 0;
    if (this.#used > 0) {
      at = Math.min(4 - this.#used, bytes.length);
      bytes.copy(this.#left, this.#used, 0, at);
      this.#used += at;
      if (this.#used < 4) return;
      this.#used = 0;
      deliver(this.#left, 0, handle);
    }
    for (; at + 4 <= bytes.length; at += 4) deliver(bytes, at, handle);
    this.#used = bytes.copy(this.#left, 0, at);
  }
}

export const CONNACK = 0x20;
export const PUBACK = 0x40;

function deliver(bytes: Buffer, at: number, handle: (type: number, body: number) => void): void {
  const type = bytes[at] as number;
  if ((type !== CONNACK && type !== PUBACK) || bytes[at + 1] !== 2)
    throw new RangeError(`unexpected packet 0x${type.toString(16)}`);
  handle(type, bytes.readUInt16BE(at + 2));
}
