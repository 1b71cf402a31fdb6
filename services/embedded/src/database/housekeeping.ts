import { sleep, type Clock, type Logger } from '@fieldline/platform';

export interface Chore {
  readonly name: string;
  /** Resolves with how much it did, where it can say. */
  readonly run: () => Promise<number | void>;
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

  async #do({ name, run }: Chore): Promise<void> {
    const { logger } = this.#parts;
    try {
      const done = await run();
      if (typeof done === 'number' && done > 0) logger.info({ chore: name, done }, 'a chore had something to do');
    } catch (error) {
      logger.warn({ err: error, chore: name }, 'a chore failed');
    }
  }

  async #run(): Promise<void> {
    const { chores, everyMs, clock } = this.#parts;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      for (const { name, run } of chores) {
        if (signal.aborted) return;
        await this.#do({ name, run });
      }
      await sleep(clock, everyMs, signal);
    }
  }
}
