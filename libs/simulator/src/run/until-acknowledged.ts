import { sleep, type Clock } from '@fieldline/platform';
import type { Sender } from './sender.js';

const POLL_MS = 20;

/** Waits until nothing is in flight; false where that took longer than `timeoutMs`, or the signal came. */
export async function untilAcknowledged(
  senders: readonly Sender[],
  { clock, signal, timeoutMs }: { readonly clock: Clock; readonly signal?: AbortSignal; readonly timeoutMs: number },
): Promise<boolean> {
  const deadline = clock.monotonic() + timeoutMs;
  while (senders.some(({ parts }) => parts.line.inFlight > 0)) {
    if (signal?.aborted || clock.monotonic() > deadline) return false;
    await sleep(clock, POLL_MS, signal);
  }
  return true;
}
