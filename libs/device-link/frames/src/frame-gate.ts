import { Duplex } from 'node:stream';
import type { Timer } from '@fieldline/platform';
import type { FrameError } from './frame-error.js';
import type { GateOptions } from './gate-options.js';
import { IncomingFrames } from './incoming-frames.js';
import { OutgoingFrames } from './outgoing-frames.js';
import type { SessionMemory } from './session-memory.js';

/** How long a closing connection may take to hear the last bytes. */
const LINGER_MS = 1_000;
const BUFFERED_BYTES = 65_536;
const ACK_BYTES = 4;
const UNACCEPTABLE_VERSION = Buffer.from([0x20, 2, 0, 1]);

/**
 * Stands between a device's socket and the broker. Towards the broker it passes whole, checked frames, those behind
 * CONNECT once CONNACK accepted it. Towards the device everything but PUBACK and PUBREC passes at once, while those
 * wait, in the order of the PUBLISHes, until the link released the message: what nobody claims is never acknowledged.
 */
export class FrameGate extends Duplex {
  /** Why the gate or the link ended the connection; undefined when the device or the broker did. */
  reason: string | undefined;

  readonly #incoming: IncomingFrames;
  readonly #outgoing = new OutgoingFrames((id, qos2) => this.#agree(id, qos2));
  #abrupt = false;
  #drained: (() => void) | undefined;

  constructor(
    private readonly socket: Duplex,
    private readonly options: GateOptions,
  ) {
    super({ readableHighWaterMark: BUFFERED_BYTES, writableHighWaterMark: BUFFERED_BYTES });
    this.#incoming = new IncomingFrames(options, {
      pass: (frames) => this.push(frames),
      ended: () => this.push(null),
      refuse: (error) => this.#refuse(error),
      steer: (reading) => this.#steer(reading),
    });
    socket.on('data', (chunk: Buffer) => this.#incoming.take(chunk));
    socket.on('end', () => this.#incoming.end());
    socket.on('drain', () => this.#drain());
    socket.on('error', () => this.destroy());
    socket.on('close', () => this.destroy());
  }

  /** Acknowledgements that wait. */
  get held(): number {
    return this.#incoming.admission.acks.count;
  }

  /** The device sent DISCONNECT. */
  get saidGoodbye(): boolean {
    return this.#incoming.admission.saidGoodbye;
  }

  /** What the device's session recognises repetitions by; to be set before the CONNACK. Without it each connection is a session. */
  set session(memory: SessionMemory) {
    this.#incoming.admission.session = memory;
  }

  /** The link takes the next PUBLISH with this packet id; returns its ticket, or -1 when the gate knows none. */
  claim(id: number): number {
    return this.#incoming.admission.acks.claim(id);
  }

  /** When the claimed message arrived, ms since 1970. */
  arrivedAt(ticket: number): number {
    return this.#incoming.admission.acks.arrivedAt(ticket);
  }

  /** When it was first seen, ms since 1970: earlier only for a repetition. */
  firstSeenAt(ticket: number): number {
    return this.#incoming.admission.acks.firstSeenAt(ticket);
  }

  /** The log has the messages of these tickets, both ends inclusive. Also to be called when the connection is gone. */
  release(first: number, last: number): void {
    const { count, bytes } = this.#incoming.admission.acks.release(first, last);
    this.options.inFlight.give(count, bytes);
    if (!this.destroyed) this.#sendDueAcks();
  }

  /** Reads nothing more from the device; acknowledgements still go out. */
  stopReading(): void {
    this.#incoming.wait('closing');
  }

  /** Ends the connection at once, for `reason`. Held acknowledgements are never sent. */
  fail(reason: string): void {
    if (this.destroyed) return;
    this.reason = reason;
    this.#abrupt = true;
    this.destroy();
  }

  #steer(reading: boolean): void {
    if (this.destroyed) return;
    if (!reading) this.socket.pause();
    else if (this.socket.isPaused()) this.socket.resume();
  }

  #refuse(error: FrameError): void {
    const { faults } = this.options.tally;
    faults[error.fault] = (faults[error.fault] ?? 0) + 1;
    if (error.fault !== 'protocol-version') return this.fail(error.fault);
    this.reason = error.fault;
    this.socket.write(UNACCEPTABLE_VERSION);
    this.destroy();
  }

  /** Node calls this from inside the broker's own reading; pushing from here would re-enter its parser. */
  override _read(): void {
    if (this.#incoming.waitsFor('downstream')) process.nextTick(() => this.#incoming.resume('downstream'));
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    this.#send([chunk], callback);
  }

  override _writev(chunks: readonly { readonly chunk: Buffer }[], callback: () => void): void {
    this.#send(
      chunks.map(({ chunk }) => chunk),
      callback,
    );
  }

  #send(chunks: readonly Buffer[], callback: () => void): void {
    let room = true;
    for (const frames of this.#outgoing.split(chunks)) room = this.socket.write(frames);
    if (this.#outgoing.accepted && this.#incoming.waitsFor('connack')) process.nextTick(() => this.#incoming.accept());
    this.#sendDueAcks();
    if (room) callback();
    else this.#drained = callback;
  }

  #agree(id: number, qos2: boolean): void {
    if (!this.#incoming.admission.acks.agree(id, qos2)) this.options.tally.strayAcks++;
  }

  /** A device that does not read its acknowledgements gets no more of them into memory: its window fills, and it is not read. */
  #sendDueAcks(): void {
    if (this.socket.writableNeedDrain) return;
    const due = this.#incoming.admission.acks.takeDue();
    if (due === undefined) return;
    this.options.tally.held -= due.length / ACK_BYTES;
    this.socket.write(due);
    this.#incoming.resume('window');
  }

  #drain(): void {
    const drained = this.#drained;
    this.#drained = undefined;
    drained?.();
    if (!this.destroyed) this.#sendDueAcks();
  }

  override _final(callback: () => void): void {
    this.socket.end();
    callback();
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    const { inFlight, tally, clock } = this.options;
    const { acks } = this.#incoming.admission;
    this.#incoming.close();
    const { count, bytes } = acks.unclaimed();
    inFlight.give(count, bytes);
    tally.held -= acks.count;
    this.#drain();
    if (this.#abrupt || this.socket.destroyed) this.socket.destroy();
    else this.#farewell(clock.setTimer(() => this.socket.destroy(), LINGER_MS, { unref: true }));
    callback(error);
  }

  /** Lets the last bytes, such as a refusing CONNACK, reach the device; what it still sends is thrown away. */
  #farewell(linger: Timer): void {
    this.socket.once('close', () => linger.cancel());
    this.socket.removeAllListeners('data');
    this.socket.resume();
    this.socket.end();
  }
}
