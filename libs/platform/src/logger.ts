import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

export const LOGGER = Symbol('Logger');

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Structured logs, one JSON object a line, to standard error unless told otherwise. Payloads and secrets are never logged. */
export function createLogger(name: string, level: LogLevel = 'info', destination?: DestinationStream): Logger {
  return pino({ name, level, base: { name } }, destination ?? pino.destination(2));
}
