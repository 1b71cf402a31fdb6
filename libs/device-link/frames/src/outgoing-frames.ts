import { FrameReader } from './frame-reader.js';
import { FrameRun } from './frame-run.js';
import { PacketType } from './packet-type.js';

const ACCEPTED = 0;

/** Takes the acknowledgements out of what a broker writes, whatever the pieces it writes them in. */
export class OutgoingFrames {
  /** A CONNACK that accepts has passed. */
  accepted = false;
  readonly #reader = new FrameReader(Infinity);
  readonly #run = new FrameRun();

  constructor(private readonly onAck: (id: number, qos2: boolean) => void) {}

  /** The frames to pass on at once, in their order; each PUBACK and PUBREC goes to `onAck` instead. */
  split(chunks: readonly Buffer[]): readonly Buffer[] {
    const passing: Buffer[] = [];
    const passRun = (): void => {
      const run = this.#run.take();
      if (run !== undefined) passing.push(run);
    };
    this.#reader.push(joined(chunks));
    while (this.#reader.next()) {
      const { buffer, start, body, end } = this.#reader;
      const type = buffer[start]! >> 4;
      if (type === PacketType.puback || type === PacketType.pubrec) {
        this.onAck((buffer[body]! << 8) | buffer[body + 1]!, type === PacketType.pubrec);
        continue;
      }
      if (type === PacketType.connack && buffer[body + 1] === ACCEPTED) this.accepted = true;
      if (this.#run.add(buffer, start, end)) continue;
      passRun();
      this.#run.add(buffer, start, end);
    }
    passRun();
    return passing;
  }
}

/** mqtt-packet writes an acknowledgement in three pieces of one or two bytes: a native copy of each would cost more than it copies. */
function joined(chunks: readonly Buffer[]): Buffer {
  if (chunks.length === 1) return chunks[0]!;
  let size = 0;
  for (const chunk of chunks) size += chunk.length;
  const all = Buffer.allocUnsafe(size);
  let at = 0;
  for (const chunk of chunks) {
    if (chunk.length <= 4) for (const byte of chunk) all[at++] = byte;
    else at += chunk.copy(all, at);
  }
  return all;
}
