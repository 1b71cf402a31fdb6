import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

export const LOGGER = Symbol('Logger');

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Fields that hold secrets wherever they appear. They are not to be logged at all; this is for the day when one is. */
const SECRET_FIELDS = [
  'password',
  'secret',
  'key',
  'token',
  'digest',
  'authorization',
  'cookie',
  'set-cookie',
  'fieldline-identity',
] as const;

/** How deep they are looked for: an error that holds a request that holds headers. */
const SECRET_DEPTH = 4;

const REDACTED = SECRET_FIELDS.flatMap((field) =>
  Array.from({ length: SECRET_DEPTH }, (_, depth) => `${'*.'.repeat(depth).slice(0, -1)}["${field}"]`),
);

/** Structured logs, one JSON object a line, to standard error unless told otherwise. Payloads and secrets are never logged. */
export function createLogger(name: string, level: LogLevel = 'info', destination?: DestinationStream): Logger {
  const options = { name, level, base: { name }, redact: { paths: REDACTED, censor: '[secret]' } };
  return pino(options, destination ?? pino.destination(2));
}
