import { sleep, type Clock, type Logger } from '@fieldline/platform';

export interface Chore {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

export interface HousekeepingParts {
  readonly chores: readonly Chore[];
  readonly everyMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Runs chores one after another, from time to time; one that fails is logged and comes again with the next round. */
export class Housekeeping {
  readonly #parts: HousekeepingParts;
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;

  constructor(parts: HousekeepingParts) {
    this.#parts = parts;
    this.#running = this.#run();
  }

  /** Waits for the chore under way. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { chores, everyMs, clock, logger } = this.#parts;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      for (const { name, run } of chores) {
        if (signal.aborted) return;
        await run().catch((error: unknown) => logger.warn({ err: error, chore: name }, 'a chore failed'));
      }
      await sleep(clock, everyMs, signal);
    }
  }
}
