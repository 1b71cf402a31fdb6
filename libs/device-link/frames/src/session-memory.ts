import { crc32 } from 'node:zlib';
import { FrameError } from './frame-error.js';

/** QoS 1 messages that a session remembers at first; a power of two. Clients count packet ids up, so these are its last ones. */
const REMEMBERED_AT_FIRST = 64;
/** And at most, when so many wait for their acknowledgement at once. */
const REMEMBERED_AT_MOST = 4_096;

interface Seen {
  readonly length: number;
  readonly hash: number;
  readonly at: number;
}

/** A PUBLISH as the memory tells it from others: everything behind its fixed header. */
export interface SeenPublish {
  readonly buffer: Buffer;
  readonly body: number;
  readonly end: number;
  readonly id: number;
  readonly qos: number;
  readonly dup: boolean;
  /** Messages of the connection that wait for their acknowledgement: these are what it may send again. */
  readonly unacknowledged: number;
}

/**
 * What an MQTT session recognises repetitions by: a PUBLISH with DUP, the packet id and the bytes of an earlier one
 * is that one. QoS 1 is remembered for the last 64 packet ids, and for twice as many as ever waited at once; QoS 2 until its
 * PUBREL.
 */
export class SessionMemory {
  #slots = REMEMBERED_AT_FIRST;
  #ids: Uint16Array | undefined;
  #lengths: number[] = [];
  #hashes: number[] = [];
  #times: number[] = [];
  readonly #handshakes = new Map<number, Seen>();

  constructor(private readonly maxHandshakes: number) {}

  /** When this PUBLISH was first seen: `now`, or earlier for a repetition. Throws {@link FrameError} for one open QoS 2 handshake too many. */
  firstSeen(publish: SeenPublish, now: number): number {
    const hash = crc32(publish.buffer.subarray(publish.body, publish.end));
    const seen = { length: publish.end - publish.body, hash, at: now };
    return publish.qos === 2 ? this.#seen2(publish, seen) : this.#seen1(publish, seen);
  }

  /** The handshake of a QoS 2 message ended (PUBREL): its packet id may carry a new message. */
  forget(id: number): void {
    this.#handshakes.delete(id);
  }

  #seen1({ id, dup, unacknowledged }: SeenPublish, { length, hash, at }: Seen): number {
    if (unacknowledged * 2 > this.#slots && this.#slots < REMEMBERED_AT_MOST) this.#grow();
    const ids = (this.#ids ??= new Uint16Array(this.#slots));
    const slot = id & (this.#slots - 1);
    const known = ids[slot] === id && this.#lengths[slot] === length && this.#hashes[slot] === hash;
    if (dup && known) return this.#times[slot]!;
    ids[slot] = id;
    this.#lengths[slot] = length;
    this.#hashes[slot] = hash;
    this.#times[slot] = at;
    return at;
  }

  #grow(): void {
    const [ids, lengths, hashes, times] = [this.#ids ?? [], this.#lengths, this.#hashes, this.#times];
    this.#slots *= 2;
    this.#ids = new Uint16Array(this.#slots);
    [this.#lengths, this.#hashes, this.#times] = [[], [], []];
    for (let old = 0; old < ids.length; old += 1) {
      const id = ids[old]!;
      if (id === 0) continue;
      const slot = id & (this.#slots - 1);
      this.#ids[slot] = id;
      this.#lengths[slot] = lengths[old]!;
      this.#hashes[slot] = hashes[old]!;
      this.#times[slot] = times[old]!;
    }
  }

  #seen2({ id, dup }: SeenPublish, seen: Seen): number {
    const earlier = this.#handshakes.get(id);
    if (dup && earlier?.length === seen.length && earlier.hash === seen.hash) return earlier.at;
    if (earlier === undefined && this.#handshakes.size >= this.maxHandshakes) {
      throw new FrameError('qos2-handshakes', `more than ${this.maxHandshakes} QoS 2 messages without PUBREL`);
    }
    this.#handshakes.set(id, seen);
    return seen.at;
  }
}

/** The memories of lasting sessions (clean = false), which outlive their connections within this process. */
export class SessionMemories {
  /** Sessions that were forgotten for want of room. */
  forgotten = 0;
  readonly #lasting = new Map<string, SessionMemory>();

  constructor(
    private readonly maxHandshakes: number,
    /** Beyond it the session that connected longest ago is forgotten. */
    private readonly maxSessions: number,
  ) {}

  /** The memory for a new connection of a session. A clean one starts empty and ends what was kept. */
  open(session: string, clean: boolean): SessionMemory {
    const memory = (clean ? undefined : this.#lasting.get(session)) ?? new SessionMemory(this.maxHandshakes);
    this.#lasting.delete(session);
    if (!clean) this.#lasting.set(session, memory);
    if (this.#lasting.size > this.maxSessions) this.#forgetOldest();
    return memory;
  }

  #forgetOldest(): void {
    this.#lasting.delete(this.#lasting.keys().next().value!);
    this.forgotten++;
  }
}
