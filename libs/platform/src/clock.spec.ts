import { describe, expect, it } from '@jest/globals';
import { sleep, type Clock } from './clock.js';
import { systemClock } from './system-clock.js';

/** A clock whose timers run when told to. */
function heldClock() {
  const waiting = new Set<() => void>();
  const delays: number[] = [];
  const clock: Clock = {
    ...systemClock,
    setTimer: (callback, delayMs) => {
      delays.push(delayMs);
      waiting.add(callback);
      return { cancel: () => waiting.delete(callback) };
    },
  };
  return { clock, delays, waiting };
}

describe('sleep', () => {
  it('resolves when its timer runs, and not before', async () => {
    const { clock, delays, waiting } = heldClock();
    let awake = false;
    const slept = sleep(clock, 250).then(() => (awake = true));
    await Promise.resolve();
    expect([delays, awake]).toEqual([[250], false]);
    for (const wake of waiting) wake();
    await slept;
    expect(awake).toBe(true);
  });

  it('resolves at once when aborted, and leaves no timer behind', async () => {
    const { clock, waiting } = heldClock();
    const controller = new AbortController();
    const slept = sleep(clock, 60_000, controller.signal);
    expect(waiting.size).toBe(1);
    controller.abort();
    await slept;
    expect(waiting.size).toBe(0);
  });

  it('sets no timer when it was aborted before', async () => {
    const { clock, delays } = heldClock();
    await sleep(clock, 60_000, AbortSignal.abort());
    expect(delays).toEqual([]);
  });

  it('lets go of the signal when it is over', async () => {
    const { clock, waiting } = heldClock();
    const { signal } = new AbortController();
    const listening = new Set<unknown>();
    signal.addEventListener = (_type: string, listener: unknown) => listening.add(listener);
    signal.removeEventListener = (_type: string, listener: unknown) => listening.delete(listener);
    const slept = sleep(clock, 1, signal);
    expect(listening.size).toBe(1);
    for (const wake of waiting) wake();
    await slept;
    expect(listening.size).toBe(0);
  });
});

describe('systemClock', () => {
  it('runs a timer once, not before its time, and never when cancelled', async () => {
    const runs: string[] = [];
    const started = systemClock.monotonic();
    await new Promise<void>((resolve) => {
      systemClock.setTimer(() => runs.push('cancelled'), 5).cancel();
      systemClock.setTimer(() => runs.push('kept'), 20);
      systemClock.setTimer(resolve, 60, { unref: false });
    });
    expect(runs).toEqual(['kept']);
    // Timers are whole milliseconds and may be up to one early against the finer monotonic clock.
    expect(systemClock.monotonic() - started).toBeGreaterThanOrEqual(59);
  });

  it('defers to after the promises that are already settled', async () => {
    const order: string[] = [];
    await new Promise<void>((resolve) => {
      systemClock.defer(() => {
        order.push('deferred');
        resolve();
      });
      void Promise.resolve().then(() => order.push('promise'));
    });
    expect(order).toEqual(['promise', 'deferred']);
  });
});
