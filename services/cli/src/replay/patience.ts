import { isRetriable, OperatorError, sleep, type Clock } from '@fieldline/platform';
import { InterruptedError, ServerNotReadyError, ServerNotRunningError } from '../shell/errors.js';

/** A server that was killed is given so long to come back. */
export const PATIENCE_MS = 120_000;
const RETRY_MS = 250;

export interface Patience {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told what is being waited for, and with undefined that it came. */
  readonly onWaiting: (forWhat: string | undefined) => void;
}

/**
 * Does what needs the server, again and again while the server is away, up to {@link PATIENCE_MS}; then rejects with an
 * OperatorError. What no repetition mends rejects at once.
 */
export async function patiently<T>(work: () => Promise<T>, { clock, signal, onWaiting }: Patience): Promise<T> {
  let awaySince: number | undefined;
  for (;;) {
    if (signal.aborted) throw new InterruptedError('interrupted');
    try {
      const result = await work();
      if (awaySince !== undefined) onWaiting(undefined);
      return result;
    } catch (error) {
      if (!mayCome(error)) throw error;
      awaySince ??= clock.monotonic();
      if (clock.monotonic() - awaySince > PATIENCE_MS) {
        throw new OperatorError(`the server is away for ${PATIENCE_MS / 1000} s: ${error.message}`, { cause: error });
      }
      onWaiting(error.message);
      await sleep(clock, RETRY_MS, signal);
    }
  }
}

function mayCome(error: unknown): error is Error {
  return error instanceof ServerNotReadyError || error instanceof ServerNotRunningError || isRetriable(error);
}
