/** Buckets a factor of e: neighbouring ones are 1 % apart. */
const RESOLUTION = 100;
/** 1 µs to about 13 minutes. */
const BUCKETS = Math.ceil(Math.log(8e8) * RESOLUTION);

/** Latencies counted within 1 %, at the cost of one addition. */
export class LatencyHistogram {
  readonly #counts = new Uint32Array(BUCKETS);
  #total = 0;

  /** `times` of the same latency. */
  record(latencyMs: number, times = 1): void {
    const bucket = Math.round(Math.log(Math.max(1, latencyMs * 1000)) * RESOLUTION);
    const at = Math.min(BUCKETS - 1, bucket);
    this.#counts[at] = (this.#counts[at] ?? 0) + times;
    this.#total += times;
  }

  /** In ms; 0 where nothing was recorded. `share` in (0, 1]. */
  quantile(share: number): number {
    let left = Math.ceil(this.#total * share);
    for (const [at, count] of this.#counts.entries()) {
      left -= count;
      if (left <= 0 && this.#total > 0) return Math.exp(at / RESOLUTION) / 1000;
    }
    return 0;
  }
}
