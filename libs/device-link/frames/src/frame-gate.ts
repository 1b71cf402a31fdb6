import { Duplex } from 'node:stream';
import type { Timer } from '@fieldline/platform';
import { Admission, type Verdict } from './admission.js';
import { FrameError } from './frame-error.js';
import { FrameReader } from './frame-reader.js';
import { FrameRun } from './frame-run.js';
import type { GateOptions } from './gate-options.js';
import type { RoomWaiter } from './in-flight.js';
import { OutgoingFrames } from './outgoing-frames.js';
import type { SessionMemory } from './session-memory.js';

/** How long a connection over its publish rate is not read. */
const RATE_PAUSE_MS = 50;
/** How long a closing connection may take to hear the last bytes. */
const LINGER_MS = 1_000;
const BUFFERED_BYTES = 65_536;
const ACK_BYTES = 4;
const UNACCEPTABLE_VERSION = Buffer.from([0x20, 2, 0, 1]);

/** Why nothing is read; each waits for its own end. */
const WAIT = { connack: 1, downstream: 2, window: 4, 'publish-rate': 8, 'in-flight': 16, closing: 32 } as const;

/**
 * Stands between a device's socket and the broker. Towards the broker it passes whole, checked frames, those behind
 * CONNECT once CONNACK accepted it. Towards the device everything but PUBACK and PUBREC passes at once, while those
 * wait, in the order of the PUBLISHes, until the link released the message: what nobody claims is never acknowledged.
 */
export class FrameGate extends Duplex implements RoomWaiter {
  /** Why the gate or the link ended the connection; undefined when the device or the broker did. */
  reason: string | undefined;

  readonly #admission: Admission;
  readonly #reader: FrameReader;
  readonly #run = new FrameRun();
  readonly #outgoing = new OutgoingFrames((id, qos2) => this.#agree(id, qos2));
  #waits = 0;
  #frameWaits = false;
  #ended = false;
  #pumping = false;
  #abrupt = false;
  #rateTimer: Timer | undefined;
  #drained: (() => void) | undefined;

  constructor(
    private readonly socket: Duplex,
    private readonly options: GateOptions,
  ) {
    super({ readableHighWaterMark: BUFFERED_BYTES, writableHighWaterMark: BUFFERED_BYTES });
    this.#admission = new Admission(options, this);
    this.#reader = new FrameReader(options.limits.connectPacketBytes);
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('end', () => this.#end());
    socket.on('drain', () => this.#drain());
    socket.on('error', () => this.destroy());
    socket.on('close', () => this.destroy());
  }

  /** Acknowledgements that wait. */
  get held(): number {
    return this.#admission.acks.count;
  }

  /** The device sent DISCONNECT. */
  get saidGoodbye(): boolean {
    return this.#admission.saidGoodbye;
  }

  /** What the device's session recognises repetitions by; to be set before the CONNACK. Without it each connection is a session. */
  set session(memory: SessionMemory) {
    this.#admission.session = memory;
  }

  /** The link takes the next PUBLISH with this packet id; returns its ticket, or -1 when the gate knows none. */
  claim(id: number): number {
    return this.#admission.acks.claim(id);
  }

  /** When the claimed message arrived, ms since 1970. */
  arrivedAt(ticket: number): number {
    return this.#admission.acks.arrivedAt(ticket);
  }

  /** When it was first seen, ms since 1970: earlier only for a repetition. */
  firstSeenAt(ticket: number): number {
    return this.#admission.acks.firstSeenAt(ticket);
  }

  /** The log has the messages of these tickets, both ends inclusive. Also to be called when the connection is gone. */
  release(first: number, last: number): void {
    const { count, bytes } = this.#admission.acks.release(first, last);
    this.options.inFlight.give(count, bytes);
    if (!this.destroyed) this.#sendDueAcks();
  }

  /** Reads nothing more from the device; acknowledgements still go out. */
  stopReading(): void {
    this.#waits |= WAIT.closing;
    this.#steer();
  }

  /** Ends the connection at once, for `reason`. Held acknowledgements are never sent. */
  fail(reason: string): void {
    if (this.destroyed) return;
    this.reason = reason;
    this.#abrupt = true;
    this.destroy();
  }

  roomAgain(): void {
    this.#resume(WAIT['in-flight']);
  }

  #take(chunk: Buffer): void {
    this.#reader.push(chunk);
    this.#pump();
  }

  #end(): void {
    this.#ended = true;
    this.#pump();
  }

  #pump(): void {
    if (this.#pumping || this.destroyed || this.#waits !== 0) return;
    this.#pumping = true;
    this.#admission.now = this.options.clock.now();
    try {
      while (this.#waits === 0 && (this.#frameWaits || this.#reader.next())) this.#passFrame();
      this.#passRun();
      if (this.#ended && this.#waits === 0) this.push(null);
    } catch (error) {
      this.#refuse(error);
    } finally {
      this.#pumping = false;
    }
    this.#steer();
  }

  #passFrame(): void {
    const { connectSeen } = this.#admission;
    const verdict = this.#admission.admit(this.#reader);
    this.#frameWaits = verdict !== 'go';
    if (verdict !== 'go') return this.#stop(verdict);
    if (!connectSeen) this.#waits |= WAIT.connack;
    const { buffer, start, end } = this.#reader;
    if (this.#run.add(buffer, start, end)) return;
    this.#passRun();
    this.#run.add(buffer, start, end);
  }

  #passRun(): void {
    const run = this.#run.take();
    if (run !== undefined && !this.push(run)) this.#waits |= WAIT.downstream;
  }

  #stop(why: Exclude<Verdict, 'go'>): void {
    const { tally, clock } = this.options;
    tally.stops[why]++;
    this.#waits |= WAIT[why];
    if (why !== 'publish-rate') return;
    this.#rateTimer = clock.setTimer(() => this.#resume(WAIT[why]), RATE_PAUSE_MS, { unref: true });
  }

  #resume(wait: number): void {
    if ((this.#waits & wait) === 0) return;
    this.#waits &= ~wait;
    this.#pump();
  }

  /** Reads the socket or lets it wait. */
  #steer(): void {
    if (this.destroyed) return;
    if (this.#waits !== 0) this.socket.pause();
    else if (this.socket.isPaused()) this.socket.resume();
  }

  #refuse(error: unknown): void {
    if (!(error instanceof FrameError)) throw error;
    const { faults } = this.options.tally;
    faults[error.fault] = (faults[error.fault] ?? 0) + 1;
    if (error.fault !== 'protocol-version') return this.fail(error.fault);
    this.reason = error.fault;
    this.socket.write(UNACCEPTABLE_VERSION);
    this.destroy();
  }

  /** Node calls this from inside the broker's own reading; pushing from here would re-enter its parser. */
  override _read(): void {
    if (this.#waits & WAIT.downstream) process.nextTick(() => this.#resume(WAIT.downstream));
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
    if (this.#outgoing.accepted && this.#waits & WAIT.connack) this.#open();
    this.#sendDueAcks();
    if (room) callback();
    else this.#drained = callback;
  }

  #open(): void {
    this.#reader.maxBytes = this.options.limits.packetBytes;
    process.nextTick(() => this.#resume(WAIT.connack));
  }

  #agree(id: number, qos2: boolean): void {
    if (!this.#admission.acks.agree(id, qos2)) this.options.tally.strayAcks++;
  }

  #sendDueAcks(): void {
    const due = this.#admission.acks.takeDue();
    if (due === undefined) return;
    this.options.tally.held -= due.length / ACK_BYTES;
    this.socket.write(due);
    this.#resume(WAIT.window);
  }

  #drain(): void {
    const drained = this.#drained;
    this.#drained = undefined;
    drained?.();
  }

  override _final(callback: () => void): void {
    this.socket.end();
    callback();
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    const { inFlight, tally, clock } = this.options;
    const { acks } = this.#admission;
    this.#rateTimer?.cancel();
    inFlight.leave(this);
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
