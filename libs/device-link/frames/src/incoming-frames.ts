import type { Timer } from '@fieldline/platform';
import { Admission, type Verdict } from './admission.js';
import { FrameError } from './frame-error.js';
import { FrameReader } from './frame-reader.js';
import { FrameRun } from './frame-run.js';
import type { GateOptions } from './gate-options.js';
import type { RoomWaiter } from './in-flight.js';

/** How long a connection over its publish rate is not read. */
const RATE_PAUSE_MS = 50;

/** Why nothing is read; each waits for its own end. */
export const WAIT = {
  connack: 1,
  downstream: 2,
  window: 4,
  'publish-rate': 8,
  'in-flight': 16,
  closing: 32,
} as const;

export type Wait = keyof typeof WAIT;

/** Where the frames go. */
export interface FrameSink {
  /** Takes whole frames; false when it has enough for now. */
  pass(frames: Buffer): boolean;
  /** The device sent its last frame. */
  ended(): void;
  refuse(error: FrameError): void;
  /** Whether more is wanted from the device. */
  steer(reading: boolean): void;
}

/** The way from the device to the broker: whole frames, checked, in order, and only while nothing has to be waited for. */
export class IncomingFrames implements RoomWaiter {
  readonly admission: Admission;
  readonly #reader: FrameReader;
  readonly #run = new FrameRun();
  #waits = 0;
  #frameWaits = false;
  #ended = false;
  #busy = false;
  #closed = false;
  #rateTimer: Timer | undefined;

  constructor(
    private readonly options: GateOptions,
    private readonly sink: FrameSink,
  ) {
    this.admission = new Admission(options, this);
    this.#reader = new FrameReader(options.limits.connectPacketBytes);
  }

  waitsFor(wait: Wait): boolean {
    return (this.#waits & WAIT[wait]) !== 0;
  }

  take(chunk: Buffer): void {
    this.#reader.push(chunk);
    this.#pump();
  }

  end(): void {
    this.#ended = true;
    this.#pump();
  }

  /** Takes nothing more until {@link resume}. */
  wait(wait: Wait): void {
    this.#waits |= WAIT[wait];
    this.sink.steer(false);
  }

  resume(wait: Wait): void {
    if (!this.waitsFor(wait)) return;
    this.#waits &= ~WAIT[wait];
    this.#pump();
  }

  roomAgain(): void {
    this.resume('in-flight');
  }

  /** CONNECT was accepted: what was held behind it may follow. */
  accept(): void {
    this.#reader.maxBytes = this.options.limits.packetBytes;
    this.resume('connack');
  }

  close(): void {
    this.#closed = true;
    this.#rateTimer?.cancel();
    this.options.inFlight.leave(this);
  }

  #pump(): void {
    if (this.#busy || this.#closed || this.#waits !== 0) return;
    this.#busy = true;
    this.admission.now = this.options.clock.now();
    try {
      while (this.#waits === 0 && (this.#frameWaits || this.#reader.next())) this.#passFrame();
      this.#passRun();
      if (this.#ended && this.#waits === 0) this.sink.ended();
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      this.sink.refuse(error);
    } finally {
      this.#busy = false;
    }
    if (!this.#closed) this.sink.steer(this.#waits === 0);
  }

  #passFrame(): void {
    const { connectSeen } = this.admission;
    const verdict = this.admission.admit(this.#reader);
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
    if (run !== undefined && !this.sink.pass(run)) this.#waits |= WAIT.downstream;
  }

  #stop(why: Exclude<Verdict, 'go'>): void {
    const { tally, clock } = this.options;
    tally.stops[why]++;
    this.#waits |= WAIT[why];
    if (why !== 'publish-rate') return;
    this.#rateTimer = clock.setTimer(() => this.resume(why), RATE_PAUSE_MS, { unref: true });
  }
}
