import { AckWindow } from './ack-window.js';
import { checkConnect } from './connect-check.js';
import { FrameError } from './frame-error.js';
import type { FrameReader } from './frame-reader.js';
import type { GateOptions, GateStop } from './gate-options.js';
import type { RoomWaiter } from './in-flight.js';
import { checkControl, checkPublish, packetId } from './packet-check.js';
import { PacketType } from './packet-type.js';
import { SessionMemory } from './session-memory.js';
import { TokenBucket } from './token-bucket.js';

/** `go`: the frame may be passed on. A stop: it must wait, and with it all behind it. */
export type Verdict = 'go' | GateStop;

/** Decides of each frame from a device, in order, whether it may go on to the broker, and notes each PUBLISH that wants an acknowledgement. */
export class Admission {
  readonly acks = new AckWindow();
  session: SessionMemory;
  connectSeen = false;
  saidGoodbye = false;
  /** ms since 1970; set by the gate once for each run of frames. */
  now = 0;
  readonly #rate: TokenBucket;

  constructor(
    private readonly options: GateOptions,
    private readonly waiter: RoomWaiter,
  ) {
    const { clock, limits } = options;
    this.session = new SessionMemory(limits.window);
    this.#rate = new TokenBucket(clock, limits.publishesPerSecond, limits.publishBurst);
  }

  /** Judges the reader's current frame. Throws {@link FrameError} when it ends the connection. Called again after a stop. */
  admit(frame: FrameReader): Verdict {
    const firstByte = frame.buffer[frame.start]!;
    const type = firstByte >> 4;
    if (!this.connectSeen) return this.#admitConnect(frame, type);
    if (type === PacketType.publish) return this.#admitPublish(frame, firstByte);
    checkControl(frame, type, this.options.limits.topicLevels);
    if (type === PacketType.pubrel) this.session.forget(packetId(frame.buffer, frame.body, frame.end));
    else if (type === PacketType.disconnect) this.saidGoodbye = true;
    return 'go';
  }

  #admitConnect({ buffer, body, end }: FrameReader, type: number): Verdict {
    if (type !== PacketType.connect) throw new FrameError('protocol-order', 'the first packet must be CONNECT');
    checkConnect(buffer, body, end, this.options.limits.topicLevels);
    this.connectSeen = true;
    return 'go';
  }

  #admitPublish(frame: FrameReader, firstByte: number): Verdict {
    const { limits, inFlight, tally } = this.options;
    const qos = (firstByte >> 1) & 3;
    const bytes = frame.end - frame.start;
    const topicEnd = checkPublish(frame, qos, limits.topicLevels);
    if (qos > 0 && this.#windowIsFull(bytes)) return 'window';
    if (!this.#rate.ready()) return 'publish-rate';
    if (qos > 0) {
      if (!inFlight.hasRoom(this.waiter)) return 'in-flight';
      this.#register(frame, { qos, id: packetId(frame.buffer, topicEnd, frame.end), dup: (firstByte & 0x08) !== 0 });
      inFlight.take(bytes);
    }
    this.#rate.take();
    tally.publishes[qos]!++;
    tally.bytes += bytes;
    return 'go';
  }

  #register({ buffer, start, body, end }: FrameReader, publish: { id: number; qos: number; dup: boolean }): void {
    const { id, qos, dup } = publish;
    const firstSeenAt = this.session.firstSeen(
      { buffer, body, end, id, qos, dup, unacknowledged: this.acks.count },
      this.now,
    );
    this.acks.register({ id, qos, bytes: end - start, arrivedAt: this.now, firstSeenAt });
    this.options.tally.held++;
  }

  #windowIsFull(bytes: number): boolean {
    const { window, windowBytes } = this.options.limits;
    const { count } = this.acks;
    return count >= window || (count > 0 && this.acks.bytes + bytes > windowBytes);
  }
}
