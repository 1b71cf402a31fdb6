import { OperatorError, sleep, type Clock } from '@fieldline/platform';
import { InterruptedError, ServerNotReadyError, ServerNotRunningError } from '../shell/errors.js';
import type { LocalServer, ServerStatus } from './local-server.js';

export interface WaitOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** Whether a server that does not answer ends the waiting at once; else it may still be starting. */
  readonly mustAnswer?: boolean;
}

const POLL_MS = 50;

/** Waits until the server takes readings and stores them; its database comes up after its listeners. */
export async function untilStoring(api: LocalServer, options: WaitOptions): Promise<ServerStatus> {
  const { clock, signal, timeoutMs, mustAnswer = false } = options;
  const deadline = clock.monotonic() + timeoutMs;
  let missing = 'it does not answer';
  while (clock.monotonic() < deadline) {
    if (signal.aborted) throw new InterruptedError('the server ended');
    try {
      const status = await api.status();
      const problem = status.checks.find((check) => check.problem !== undefined);
      if (status.ready && problem === undefined && status.writer.lag !== null) return status;
      missing = problem?.problem ?? 'its writer does not run yet';
    } catch (error) {
      const mayCome = error instanceof ServerNotReadyError || (error instanceof ServerNotRunningError && !mustAnswer);
      if (!mayCome) throw error;
      missing = error.message;
    }
    await sleep(clock, POLL_MS, signal);
  }
  throw new OperatorError(`the server is not ready after ${timeoutMs / 1000} s: ${missing}`);
}
