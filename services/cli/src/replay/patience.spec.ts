import { describe, expect, it } from '@jest/globals';
import { OperatorError, RetriableError, type Clock } from '@fieldline/platform';
import { InterruptedError, ServerNotReadyError, ServerNotRunningError } from '../shell/errors.js';
import { PATIENCE_MS, patiently } from './patience.js';

/** Time passes only by waiting. */
function waitingClock(): Clock {
  let time = 0;
  return {
    now: () => time,
    monotonic: () => time,
    setTimer: (callback, delayMs) => {
      queueMicrotask(() => {
        time += delayMs;
        callback();
      });
      return { cancel: () => undefined };
    },
    defer: queueMicrotask,
  };
}

const open = (signal = new AbortController().signal) => {
  const told: (string | undefined)[] = [];
  return {
    told,
    patience: { clock: waitingClock(), signal, onWaiting: (what: string | undefined) => told.push(what) },
  };
};

describe('patience', () => {
  it('asks again while the server is away or not ready, and tells so', async () => {
    const { told, patience } = open();
    const failures = [
      new ServerNotRunningError('gone'),
      new ServerNotReadyError('starting'),
      new RetriableError('down'),
    ];
    await expect(
      patiently(() => {
        const failure = failures.shift();
        return failure === undefined ? Promise.resolve(7) : Promise.reject(failure);
      }, patience),
    ).resolves.toBe(7);
    expect(told).toEqual(['gone', 'starting', 'down', undefined]);
  });

  it('ends at once with what no repetition mends', async () => {
    let asked = 0;
    const work = (): Promise<never> => {
      asked += 1;
      return Promise.reject(new OperatorError('no such profile'));
    };
    await expect(patiently(work, open().patience)).rejects.toThrow('no such profile');
    expect(asked).toBe(1);
  });

  it('ends after two minutes with the reason, and at Ctrl-C', async () => {
    const { patience } = open();
    const away = (): Promise<never> => Promise.reject(new ServerNotRunningError('no server answers'));
    await expect(patiently(away, patience)).rejects.toThrow('the server is away for 120 s: no server answers');
    expect(patience.clock.monotonic()).toBeGreaterThan(PATIENCE_MS);
    await expect(patiently(away, open(AbortSignal.abort()).patience)).rejects.toBeInstanceOf(InterruptedError);
  });
});
