import { Duplex } from 'node:stream';
import type { SeededRandom } from './seeded-random.js';
import type { SimulatedTime } from './simulated-time.js';

export interface SimulatedConnection {
  readonly device: Duplex;
  readonly server: Duplex;
  /** The wire breaks: what is under way is lost; each side notices after its own time, or only at its next write. */
  cut(): void;
}

/** A wire with latency that cuts bytes into random pieces and keeps their order. */
export function connect(time: SimulatedTime, random: SeededRandom): SimulatedConnection {
  const wire: Wire = { time, random, broken: false };
  const device = new End(wire);
  const server = new End(wire);
  device.other = server;
  server.other = device;
  const cut = (): void => {
    wire.broken = true;
    for (const end of [device, server]) time.at(random.between(0, 400), () => end.destroy());
  };
  return { device, server, cut };
}

interface Wire {
  readonly time: SimulatedTime;
  readonly random: SeededRandom;
  broken: boolean;
}

class End extends Duplex {
  other: End | undefined;
  readonly #wire: Wire;
  readonly #underWay: (Buffer | null)[] = [];
  #arrivesAt = 0;

  constructor(wire: Wire) {
    super({ allowHalfOpen: false });
    this.#wire = wire;
  }

  override _read(): void {
    // bytes are pushed as they arrive
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    const { random } = this.#wire;
    for (let from = 0; from < chunk.length;) {
      const to = Math.min(chunk.length, from + (random.chance(0.2) ? random.between(1, 8) : random.between(8, 4096)));
      this.#send(Buffer.from(chunk.subarray(from, to)));
      from = to;
    }
    callback();
  }

  override _final(callback: (error?: Error | null) => void): void {
    this.#send(null);
    callback();
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this.#wire.time.at(this.#wire.random.between(0, 20), () => this.other?.destroy());
    callback(error);
  }

  #send(piece: Buffer | null): void {
    const { time, random } = this.#wire;
    this.#arrivesAt = Math.max(this.#arrivesAt, time.now + random.between(0, random.chance(0.05) ? 200 : 5));
    this.#underWay.push(piece);
    time.at(this.#arrivesAt - time.now, () => {
      const other = this.other;
      const first = this.#underWay.shift();
      if (first !== undefined && !this.#wire.broken && other !== undefined && !other.destroyed && !other.readableEnded)
        other.push(first);
    });
  }
}
