/** A timer that can be cancelled; opaque to callers. */
export interface Timer {
  readonly cancel: () => void;
}

/**
 * The only source of time outside adapters, so that the shipped code also runs under a simulated clock.
 */
export interface Clock {
  /** Wall-clock time in ms since 1970-01-01T00:00:00Z. May jump. */
  now(): number;
  /** Milliseconds from an arbitrary start; never goes back. For durations and rates. */
  monotonic(): number;
  /** Runs `callback` once, `delayMs` from now. An unreferenced timer does not keep the process alive. */
  setTimer(callback: () => void, delayMs: number, options?: { readonly unref?: boolean }): Timer;
  /** Runs `callback` after the events that are already waiting in this turn of the event loop. */
  defer(callback: () => void): void;
}

export const CLOCK = Symbol('Clock');

/** Resolves `delayMs` from now, or at once when `signal` is aborted. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const wake = (): void => {
      timer.cancel();
      signal?.removeEventListener('abort', wake);
      resolve();
    };
    const timer = clock.setTimer(wake, delayMs);
    signal?.addEventListener('abort', wake, { once: true });
  });
}
