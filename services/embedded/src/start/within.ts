import type { Clock, Logger } from '@fieldline/platform';

export interface TimeLimit {
  readonly ms: number;
  /** What is waited for, for the log. */
  readonly what: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Waits for the work, but no longer than its limit; a failure or a lapse is logged, and the stop goes on. */
export function within(work: Promise<unknown>, { ms, what, clock, logger }: TimeLimit): Promise<void> {
  return new Promise((resolve) => {
    const timer = clock.setTimer(() => {
      logger.warn({ ms }, `${what} took too long while stopping`);
      resolve();
    }, ms);
    const end = (): void => {
      timer.cancel();
      resolve();
    };
    work.then(end, (error: unknown) => {
      logger.warn({ err: error }, `${what} failed while stopping`);
      end();
    });
  });
}
