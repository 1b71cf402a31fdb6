import { asError, RetriableError } from '@fieldline/platform';

/** SQLSTATE classes after which the same call may succeed: connection, insufficient resources, operator intervention. */
const RETRIABLE_CLASSES: ReadonlySet<string> = new Set(['08', '53']);

/** Serialization failure, deadlock, lock not available, shutdown, crash, starting up, idle session and transaction timeouts. */
const RETRIABLE_STATES: ReadonlySet<string> = new Set([
  '40001',
  '40P01',
  '55P03',
  '57P01',
  '57P02',
  '57P03',
  '57P05',
  '25P03',
  '25P04',
]);

const NETWORK_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
]);

/** The driver gives these no code. */
const CONNECTION_MESSAGES =
  /^(Connection terminated|Connection ended|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed|This socket has been ended|Premature close)/i;

/**
 * {@link RetriableError} with its cause where the same call may succeed later: the server is away, shutting down,
 * starting, short of resources, or the transaction lost against another. Other errors come back unchanged.
 */
export function toStoreError(thrown: unknown): Error {
  const error = asError(thrown);
  if (error instanceof RetriableError || !isTransient(error)) return error;
  return new RetriableError(`PostgreSQL: ${error.message || codeOf(error)}`, { cause: error });
}

function isTransient(error: Error): boolean {
  const { errors } = error as { readonly errors?: unknown };
  if (Array.isArray(errors)) return errors.some((inner) => isTransient(asError(inner)));
  const code = codeOf(error);
  return (
    RETRIABLE_STATES.has(code) ||
    (code.length === 5 && RETRIABLE_CLASSES.has(code.slice(0, 2))) ||
    NETWORK_CODES.has(code) ||
    CONNECTION_MESSAGES.test(error.message)
  );
}

function codeOf(error: Error): string {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : '';
}
