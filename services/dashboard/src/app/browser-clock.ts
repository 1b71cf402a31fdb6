/** The browser's clock and timers; the one place that asks them, so that the rest can be told a time. */
export const now = (): number => Date.now();

/** Calls once after `delayMs`, unless the answer is called before. */
export function after(delayMs: number, call: () => void): () => void {
  const timer = setTimeout(call, delayMs);
  return () => clearTimeout(timer);
}

/** Calls every `intervalMs` until the answer is called. */
export function every(intervalMs: number, call: () => void): () => void {
  const timer = setInterval(call, intervalMs);
  return () => clearInterval(timer);
}

/** Aborts after `timeoutMs`. */
export const endsAfter = (timeoutMs: number): AbortSignal => AbortSignal.timeout(timeoutMs);
