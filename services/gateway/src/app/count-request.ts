import type { HotStore } from '@fieldline/hot';
import { isRetriable, type Clock } from '@fieldline/platform';
import { RATE_LIMITS, type RateGroup } from '../domain/rate-limits.js';

export interface RequestCount {
  readonly group: RateGroup;
  /** Requests that are left until then; below zero: one too many. */
  readonly remaining: number;
  /** Until the count starts anew. */
  readonly resetSeconds: number;
}

/** Counts requests by caller, or address, and group of routes (A6), in windows of fixed length. */
export class CountRequest {
  readonly #hot: HotStore;
  readonly #clock: Clock;

  constructor(hot: HotStore, clock: Clock) {
    this.#hot = hot;
    this.#clock = clock;
  }

  /** While the counters are away every request is let through: they protect, they do not decide who may. */
  async count(group: RateGroup, who: string): Promise<RequestCount> {
    const { requests, windowSeconds } = RATE_LIMITS[group];
    const windowMs = windowSeconds * 1000;
    const now = this.#clock.now();
    const window = Math.floor(now / windowMs);
    const resetSeconds = Math.ceil(((window + 1) * windowMs - now) / 1000);
    const key = `rate_limit:${group}:${who}:${window}`;
    const used = await this.#hot.increment(key, 1, windowMs).catch((error: unknown) => {
      if (isRetriable(error)) return 1;
      throw error;
    });
    return { group, remaining: requests - used, resetSeconds };
  }
}
