import type { MessageBus } from '@fieldline/messaging';
import { isRetriable, type Clock, type Logger, type Timer } from '@fieldline/platform';
import type { RegistryStore } from '../ports/registry-store.js';

export interface RegistryRelayParts {
  readonly store: RegistryStore;
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly logger: Logger;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 10_000;

/**
 * Brings stored changes of the registry to the log, in order. What could not be brought, because store or log were away
 * or the process died, is tried again by itself and at the next start.
 */
export class RegistryRelay {
  readonly #parts: RegistryRelayParts;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #retry: Timer | undefined;
  #retryMs = FIRST_RETRY_MS;
  #closed = false;

  constructor(parts: RegistryRelayParts) {
    this.#parts = parts;
  }

  /** Resolves when the log has every change stored before this call. Rejects as store and log do; it is tried again. */
  relay(): Promise<void> {
    if (this.#running === undefined) return this.#start();
    // The one that runs may have looked already; all who come meanwhile share the one after it.
    const again = (): Promise<void> => this.#start();
    this.#next ??= this.#running.then(again, again);
    return this.#next;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#retry?.cancel();
    await Promise.allSettled([this.#running, this.#next]);
  }

  #start(): Promise<void> {
    this.#next = undefined;
    this.#retry?.cancel();
    this.#running = this.#drain().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #drain(): Promise<void> {
    const { store, bus } = this.#parts;
    try {
      while ((await store.relay((records) => bus.publish(records))) > 0);
      this.#retryMs = FIRST_RETRY_MS;
    } catch (error) {
      this.#retryLater(error);
      throw error;
    }
  }

  #retryLater(error: unknown): void {
    if (this.#closed) return;
    const { clock, logger } = this.#parts;
    const level = isRetriable(error) ? 'warn' : 'error';
    logger[level]({ err: error }, 'changes of the registry are not in the log yet');
    this.#retry = clock.setTimer(() => this.#tryAgain(), this.#retryMs, { unref: true });
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS);
  }

  #tryAgain(): void {
    this.relay().catch(() => {
      // Logged, and the next try is set, where it failed.
    });
  }
}
