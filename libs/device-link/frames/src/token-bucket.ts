import type { Clock } from '@fieldline/platform';

/** Lets `perSecond` through on average and `burst` at once. Reads the clock only when it looks empty. */
export class TokenBucket {
  #tokens: number;
  #filledAt: number;

  constructor(
    private readonly clock: Clock,
    private readonly perSecond: number,
    private readonly burst: number,
  ) {
    this.#tokens = burst;
    this.#filledAt = clock.monotonic();
  }

  /** Whether a token can be taken now. */
  ready(): boolean {
    if (this.#tokens >= 1) return true;
    const now = this.clock.monotonic();
    this.#tokens = Math.min(this.burst, this.#tokens + ((now - this.#filledAt) * this.perSecond) / 1_000);
    this.#filledAt = now;
    return this.#tokens >= 1;
  }

  /** Takes a token if there is one. */
  take(): boolean {
    if (!this.ready()) return false;
    this.#tokens--;
    return true;
  }

  /** Whether it would be full by now: then it knows nothing that a new one does not. */
  full(): boolean {
    const earned = ((this.clock.monotonic() - this.#filledAt) * this.perSecond) / 1_000;
    return this.#tokens + earned >= this.burst;
  }
}
