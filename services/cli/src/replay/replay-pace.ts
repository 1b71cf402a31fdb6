import { sleep, type Clock } from '@fieldline/platform';
import { UsageError } from '../shell/errors.js';

/** How many seconds of the recording pass in one second; Infinity is as fast as the server takes them. */
export function parseSpeed(text: string): number {
  if (text === 'max') return Infinity;
  if (text === 'real') return 1;
  const factor = /^(\d+(?:\.\d+)?)x$/.exec(text)?.[1];
  if (factor === undefined || Number(factor) <= 0) {
    throw new UsageError(`--speed is '${text}', expected max, real or a factor such as 60x`);
  }
  return Number(factor);
}

/** Below this a wait costs more than it gives. */
const WORTH_WAITING_MS = 5;
/** Timers take no more than 2³¹ − 1 ms, 24.8 days; a recording may pause for longer. */
const LONGEST_WAIT_MS = 86_400_000;

/** Holds a reading back until its time has come, counted from the first one, or until `signal` is aborted. */
export function replayPace(clock: Clock, speed: number, signal: AbortSignal): (measuredAt: number) => Promise<void> {
  let first: { readonly measuredAt: number; readonly at: number } | undefined;
  return async (measuredAt) => {
    if (speed === Infinity) return;
    first ??= { measuredAt, at: clock.monotonic() };
    const dueAt = first.at + (measuredAt - first.measuredAt) / speed;
    for (let waitMs = dueAt - clock.monotonic(); waitMs > WORTH_WAITING_MS; waitMs = dueAt - clock.monotonic()) {
      if (signal.aborted) return;
      await sleep(clock, Math.min(waitMs, LONGEST_WAIT_MS), signal);
    }
  };
}
