import { PacketType } from './packet-type.js';

const QOS2 = 1;
const CLAIMED = 2;
const AGREED = 4;
const RELEASED = 8;
const READY = AGREED | RELEASED;
const ACK_BYTES = 4;
const FIRST_SLOTS = 16;

/** How much a release let go. */
export interface Released {
  readonly count: number;
  readonly bytes: number;
}

/**
 * The acknowledgements a connection owes, in the order of its PUBLISHes. One goes out when three things came together:
 * the link took the message (claimed), the broker wrote its PUBACK or PUBREC (agreed) and the log has it (released);
 * and when all before it went out. A ticket is a message's place in the order, counted from 0.
 */
export class AckWindow {
  #slots = FIRST_SLOTS;
  #ids = new Uint16Array(FIRST_SLOTS);
  #states = new Uint8Array(FIRST_SLOTS);
  #sizes = new Uint32Array(FIRST_SLOTS);
  #arrived = new Float64Array(FIRST_SLOTS);
  #firstSeen = new Float64Array(FIRST_SLOTS);
  #head = 0;
  #tail = 0;
  #nextClaim = 0;
  #nextAgree = 0;
  #bytes = 0;

  /** Messages that are not acknowledged yet. */
  get count(): number {
    return this.#tail - this.#head;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Notes a PUBLISH in the order of arrival; returns its ticket. */
  register(publish: { id: number; qos: number; bytes: number; arrivedAt: number; firstSeenAt: number }): number {
    if (this.count === this.#slots) this.#grow();
    const ticket = this.#tail++;
    const slot = ticket & (this.#slots - 1);
    this.#ids[slot] = publish.id;
    this.#states[slot] = publish.qos === 2 ? QOS2 : 0;
    this.#sizes[slot] = publish.bytes;
    this.#arrived[slot] = publish.arrivedAt;
    this.#firstSeen[slot] = publish.firstSeenAt;
    this.#bytes += publish.bytes;
    return ticket;
  }

  /** The ticket of the first message with this packet id that was not claimed yet, or -1. Those it skips stay unclaimed for good. */
  claim(id: number): number {
    for (let ticket = this.#nextClaim; ticket < this.#tail; ticket++) {
      const slot = ticket & (this.#slots - 1);
      if (this.#ids[slot] === id) {
        this.#states[slot]! |= CLAIMED;
        this.#nextClaim = ticket + 1;
        return ticket;
      }
    }
    return -1;
  }

  /** The broker wrote an acknowledgement. False when it belongs to no message. */
  agree(id: number, qos2: boolean): boolean {
    const mask = this.#slots - 1;
    while (this.#nextAgree < this.#tail && this.#states[this.#nextAgree & mask]! & AGREED) this.#nextAgree++;
    for (let ticket = this.#nextAgree; ticket < this.#tail; ticket++) {
      const slot = ticket & mask;
      const state = this.#states[slot]!;
      if (this.#ids[slot] === id && !(state & AGREED) && ((state & QOS2) !== 0) === qos2) {
        this.#states[slot] = state | AGREED;
        return true;
      }
    }
    return false;
  }

  /** The log has the claimed messages of these tickets, both ends inclusive. */
  release(first: number, last: number): Released {
    let count = 0;
    let bytes = 0;
    for (let ticket = Math.max(first, this.#head); ticket <= last && ticket < this.#tail; ticket++) {
      const slot = ticket & (this.#slots - 1);
      const state = this.#states[slot]!;
      if ((state & (CLAIMED | RELEASED)) !== CLAIMED) continue;
      this.#states[slot] = state | RELEASED;
      count++;
      bytes += this.#sizes[slot]!;
    }
    return { count, bytes };
  }

  /** Removes the acknowledgements that are due and returns their frames as one buffer. */
  takeDue(): Buffer | undefined {
    const mask = this.#slots - 1;
    const first = this.#head;
    let end = first;
    while (end < this.#tail && (this.#states[end & mask]! & READY) === READY) end++;
    if (end === first) return undefined;
    const frames = Buffer.allocUnsafe((end - first) * ACK_BYTES);
    for (let ticket = first, at = 0; ticket < end; ticket++, at += ACK_BYTES) {
      const slot = ticket & mask;
      const id = this.#ids[slot]!;
      frames[at] = (this.#states[slot]! & QOS2 ? PacketType.pubrec : PacketType.puback) << 4;
      frames[at + 1] = 2;
      frames[at + 2] = id >> 8;
      frames[at + 3] = id & 0xff;
      this.#bytes -= this.#sizes[slot]!;
    }
    this.#head = end;
    this.#nextAgree = Math.max(this.#nextAgree, end);
    return frames;
  }

  /** Messages that the link never claimed: nobody else will let go of them. */
  unclaimed(): Released {
    let count = 0;
    let bytes = 0;
    for (let ticket = this.#head; ticket < this.#tail; ticket++) {
      const slot = ticket & (this.#slots - 1);
      if (this.#states[slot]! & CLAIMED) continue;
      count++;
      bytes += this.#sizes[slot]!;
    }
    return { count, bytes };
  }

  arrivedAt(ticket: number): number {
    return this.#arrived[ticket & (this.#slots - 1)]!;
  }

  firstSeenAt(ticket: number): number {
    return this.#firstSeen[ticket & (this.#slots - 1)]!;
  }

  #grow(): void {
    const slots = this.#slots * 2;
    this.#ids = this.#moved(this.#ids, new Uint16Array(slots));
    this.#states = this.#moved(this.#states, new Uint8Array(slots));
    this.#sizes = this.#moved(this.#sizes, new Uint32Array(slots));
    this.#arrived = this.#moved(this.#arrived, new Float64Array(slots));
    this.#firstSeen = this.#moved(this.#firstSeen, new Float64Array(slots));
    this.#slots = slots;
  }

  #moved<A extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(from: A, to: A): A {
    for (let ticket = this.#head; ticket < this.#tail; ticket++) {
      to[ticket & (to.length - 1)] = from[ticket & (from.length - 1)]!;
    }
    return to;
  }
}
