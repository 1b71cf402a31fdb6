import { performance } from 'node:perf_hooks';
import type { Clock } from './clock.js';

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimer: (callback, delayMs, options) => {
    const timeout = setTimeout(callback, delayMs);
    if (options?.unref) timeout.unref();
    return { cancel: () => clearTimeout(timeout) };
  },
  defer: (callback) => {
    setImmediate(callback);
  },
};
