import { isNativeError } from 'node:util/types';

/** The same call may succeed later: the other side was away, busy or full. */
export class RetriableError extends Error {
  override readonly name: string = 'RetriableError';
}

/** What an operator can mend, said in one line: the command line prints the message alone and exits 1. */
export class OperatorError extends Error {
  override readonly name: string = 'OperatorError';
}

/** Whether the same call may succeed later. */
export function isRetriable(error: unknown): boolean {
  return error instanceof RetriableError;
}

/** The error itself, of whatever realm, or what was thrown in its place as one. */
export function asError(thrown: unknown): Error {
  return isNativeError(thrown) || thrown instanceof Error ? thrown : new Error(String(thrown));
}
