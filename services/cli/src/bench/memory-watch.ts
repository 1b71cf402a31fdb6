import { sleep, type Clock } from '@fieldline/platform';
import { processUse } from './bench-server.js';

const EVERY_MS = 1000;

export interface MemoryUse {
  readonly startMb: number;
  readonly endMb: number;
  readonly maxMb: number;
  /** Slope of a straight line through the second half, MB a minute: near 0 where memory is flat. */
  readonly growthMbPerMinute: number;
}

/** Follows the memory of a process, once a second. */
export class MemoryWatch {
  readonly #samples: number[] = [];
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;

  constructor(pid: number, clock: Clock) {
    this.#running = this.#run(pid, clock);
    // For whoever stops it; until then the bench fails by what made this fail.
    this.#running.catch(() => undefined);
  }

  async stop(): Promise<MemoryUse> {
    this.#stopping.abort();
    await this.#running;
    return summariseMemory(this.#samples);
  }

  async #run(pid: number, clock: Clock): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.#samples.push((await processUse(pid)).rssMb);
      await sleep(clock, EVERY_MS, this.#stopping.signal);
    }
  }
}

/** Samples are one second apart. */
export function summariseMemory(samples: readonly number[]): MemoryUse {
  const half = samples.slice(Math.floor(samples.length / 2));
  return {
    startMb: samples[0] ?? 0,
    endMb: samples.at(-1) ?? 0,
    maxMb: Math.max(0, ...samples),
    growthMbPerMinute: slope(half) * 60,
  };
}

/** Least squares, per step. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  let product = 0;
  let square = 0;
  for (const [at, value] of values.entries()) {
    product += (at - middle) * (value - mean);
    square += (at - middle) ** 2;
  }
  return square === 0 ? 0 : product / square;
}
