import { sleep, systemClock } from '@fieldline/platform';
import type { TestClient } from './test-client.js';

const EVERY_MS = 20;

/** Latencies of readings that keep arriving at a steady pace. */
export class SteadyReadings {
  readonly #client: TestClient;
  #seq = 0;
  #lastTs = 0;

  constructor(client: TestClient) {
    this.#client = client;
  }

  get published(): number {
    return this.#seq;
  }

  /** Publishes until `signal`; resolves with the PUBACK latencies in ms. */
  async run(signal: AbortSignal): Promise<readonly number[]> {
    const waiting: Promise<number>[] = [];
    while (!signal.aborted) {
      waiting.push(this.#publish());
      await sleep(systemClock, EVERY_MS, signal);
    }
    return Promise.all(waiting);
  }

  #publish(): Promise<number> {
    this.#lastTs = Math.max(systemClock.now(), this.#lastTs + 1);
    return this.#client.publish({ ts: this.#lastTs, seq: (this.#seq += 1), values: { voltage: 48, current: 1 } });
  }
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
