import { OperatorError } from '@fieldline/platform';

/** An option or argument cannot be right; exit 2. */
export class UsageError extends OperatorError {
  override readonly name = 'UsageError';
}

/** No server answers in the data folder; exit 3. */
export class ServerNotRunningError extends OperatorError {
  override readonly name = 'ServerNotRunningError';
}

/** The server says that it cannot answer yet (503); the same request may succeed later. */
export class ServerNotReadyError extends OperatorError {
  override readonly name = 'ServerNotReadyError';
}

/** The user pressed Ctrl-C; exit 130. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}
