import type { LoggerService } from '@nestjs/common';
import { asError, type Logger } from '@fieldline/platform';

/** Nest's own words in our log: its start-up chatter as debug, its errors as they are. */
export class NestLogger implements LoggerService {
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  log(message: unknown, context?: unknown): void {
    this.#logger.debug({ context }, String(message));
  }

  debug(message: unknown, context?: unknown): void {
    this.#logger.debug({ context }, String(message));
  }

  verbose(message: unknown, context?: unknown): void {
    this.#logger.trace({ context }, String(message));
  }

  warn(message: unknown, context?: unknown): void {
    this.#logger.warn({ context }, String(message));
  }

  error(message: unknown, context?: unknown): void {
    this.#logger.error({ err: asError(message), context }, 'Nest reports an error');
  }
}
