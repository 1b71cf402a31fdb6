import { connect, type Socket } from 'node:net';
import type { Clock } from '@fieldline/platform';
import { benchPayload, increment, type BenchPayload } from './bench-payload.js';
import { AnswerReader, CONNACK, connectFrame, publishTemplate, type Login, type PublishTemplate } from './frames.js';
import type { LatencyHistogram } from './latency-histogram.js';

export interface LoadDeviceOptions extends Login {
  readonly host: string;
  readonly port: number;
  readonly topic: string;
  /** Time of the first reading, ms since 1970; each further one is 1 ms later. */
  readonly firstAt: number;
  /** Unacknowledged messages at most. */
  readonly window: number;
  readonly clock: Clock;
  readonly latencies: LatencyHistogram;
  /** How many messages this device may have sent by now. */
  readonly allowance: () => number;
}

/** What a device sent and heard; the acknowledged ones are the first of those sent. */
export interface LoadCounts {
  readonly sent: number;
  readonly acknowledged: number;
  /** A PUBACK came for another message than the oldest unacknowledged one. */
  readonly outOfOrder: number;
}

/** One connection that keeps its window full: an acknowledgement lets the next message out. */
export class LoadDevice {
  readonly #options: LoadDeviceOptions;
  readonly #socket: Socket;
  readonly #payload: BenchPayload;
  readonly #template: PublishTemplate;
  readonly #answers = new AnswerReader();
  /** When the message of each packet id was sent, by packet id − 1. */
  readonly #sentAt: Float64Array;
  #sent = 0;
  #acknowledged = 0;
  #outOfOrder = 0;
  #stopped = false;
  #settled: (() => void) | undefined;
  #failed: ((error: Error) => void) | undefined;

  private constructor(options: LoadDeviceOptions, socket: Socket) {
    this.#options = options;
    this.#socket = socket;
    this.#payload = benchPayload(options.firstAt);
    this.#template = publishTemplate(options.topic, this.#payload.bytes);
    this.#sentAt = new Float64Array(options.window * 2);
  }

  /** Resolves when the broker accepted the connection. */
  static open(options: LoadDeviceOptions): Promise<LoadDevice> {
    return new Promise((resolve, reject) => {
      const socket = connect(options.port, options.host).setNoDelay(true);
      const device = new LoadDevice(options, socket);
      const accepted = (code: number): void =>
        code === 0 ? resolve(device) : reject(new Error(`${options.clientId} was refused with CONNACK ${code}`));
      device.#failed = reject;
      socket.once('connect', () => socket.write(connectFrame(options)));
      socket.on('data', (bytes) => device.#hear(bytes, accepted));
      socket.on('error', (error) => device.#failed?.(error));
      socket.on('close', () => device.#failed?.(new Error(`${options.clientId} was disconnected`)));
    });
  }

  get counts(): LoadCounts {
    return { sent: this.#sent, acknowledged: this.#acknowledged, outOfOrder: this.#outOfOrder };
  }

  /** Sends until {@link stop}; resolves when all that was sent is acknowledged, rejects when the connection fails. */
  run(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#settled = resolve;
      this.#failed = reject;
      this.fill();
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#settleWhenDone();
  }

  close(): void {
    this.#failed = undefined;
    this.#socket.destroy();
  }

  /** Sends what window and allowance let out, in one write. */
  fill(): void {
    if (this.#stopped) return;
    const { window, allowance, clock } = this.#options;
    const count = Math.min(window - (this.#sent - this.#acknowledged), allowance() - this.#sent);
    if (count <= 0) return;
    const { frame } = this.#template;
    const out = Buffer.allocUnsafe(count * frame.length);
    const now = clock.monotonic();
    for (let at = 0; at < out.length; at += frame.length) this.#put(out, at, now);
    this.#socket.write(out);
  }

  #put(out: Buffer, at: number, now: number): void {
    const { frame, packetIdAt, payloadAt } = this.#template;
    const { timeEndAt, seqEndAt, varyingAt } = this.#payload;
    const slot = this.#sent % this.#sentAt.length;
    this.#sentAt[slot] = now;
    frame.writeUInt16BE(slot + 1, packetIdAt);
    frame.copy(out, at);
    this.#sent++;
    increment(frame, payloadAt + timeEndAt);
    increment(frame, payloadAt + seqEndAt);
    frame[payloadAt + varyingAt] = frame[payloadAt + seqEndAt] as number;
  }

  #hear(bytes: Buffer, accepted: (code: number) => void): void {
    const now = this.#options.clock.monotonic();
    try {
      this.#answers.read(bytes, (type, body) =>
        type === CONNACK ? accepted(body & 0xff) : this.#acknowledge(body, now),
      );
    } catch (error) {
      this.#failed?.(error as Error);
      return;
    }
    this.fill();
    this.#settleWhenDone();
  }

  #acknowledge(packetId: number, now: number): void {
    const slot = this.#acknowledged % this.#sentAt.length;
    if (packetId !== slot + 1) this.#outOfOrder++;
    this.#options.latencies.record(now - (this.#sentAt[slot] as number));
    this.#acknowledged++;
  }

  #settleWhenDone(): void {
    if (this.#stopped && this.#acknowledged === this.#sent) this.#settled?.();
  }
}
