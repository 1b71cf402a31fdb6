import { systemClock, type Clock } from '@fieldline/platform';

interface Waiting {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that stands still until it is moved on. */
export class ManualClock implements Clock {
  #now = 1_700_000_000_000;
  readonly #waiting = new Set<Waiting>();

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  setTimer(callback: () => void, delayMs: number): { readonly cancel: () => void } {
    const timer = { at: this.#now + delayMs, callback };
    this.#waiting.add(timer);
    return { cancel: () => void this.#waiting.delete(timer) };
  }

  defer(callback: () => void): void {
    systemClock.defer(callback);
  }

  /** Runs the timers due until then, in order. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = [...this.#waiting].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#now = Math.max(this.#now, next.at);
      this.#waiting.delete(next);
      next.callback();
    }
    this.#now = end;
  }
}
