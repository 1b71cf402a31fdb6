import type { Clock } from '@fieldline/platform';
import type { DeadLetterQuota } from '../domain/dead-letter-quota.js';
import type { LedgerStore } from '../ports/ledger-store.js';

/**
 * How long the bytes of refused messages are kept, ms: as long as the raw values of most devices (systems.md A3), so that
 * what is repaired within that time still finds its neighbours. What was refused stays counted, with rule, day and hash.
 */
export const DEAD_LETTER_LIFETIME_MS = 30 * 86_400_000;

/** Letters that one statement takes, so that the writer never waits long behind it. */
const AT_ONCE = 1_000;

export interface ExpireDeadLettersParts {
  readonly ledger: Pick<LedgerStore, 'expireDeadLetters'>;
  readonly clock: Clock;
  /** Those that are to start anew after each run. */
  readonly quotas: readonly DeadLetterQuota[];
}

/**
 * Takes dead letters away that have become too old. The quotas then learn anew what is used, so that what a run left
 * unsaid, or a quota took for bytes that never came to be kept, costs a device its room until the next run at the longest.
 */
export class ExpireDeadLetters {
  readonly #parts: ExpireDeadLettersParts;

  constructor(parts: ExpireDeadLettersParts) {
    this.#parts = parts;
  }

  /** Resolves with how many there were; run it from time to time. Rejects as the ledger does, and may then go on later. */
  async run(): Promise<number> {
    try {
      return await this.#expire();
    } finally {
      for (const quota of this.#parts.quotas) quota.forget();
    }
  }

  async #expire(): Promise<number> {
    const { ledger, clock } = this.#parts;
    const before = clock.now() - DEAD_LETTER_LIFETIME_MS;
    let expired = 0;
    for (;;) {
      const freed = await ledger.expireDeadLetters(before, AT_ONCE);
      const letters = freed.reduce((sum, { count }) => sum + count, 0);
      expired += letters;
      if (letters < AT_ONCE) return expired;
    }
  }
}
