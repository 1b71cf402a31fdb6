/**
 * What an audit finds wrong.
 * - `lost`: acknowledged or applied, and not there.
 * - `duplicated`: there more than once.
 * - `invented`: stored, and never in the log.
 * - `different`: stored with other values than the log has.
 * - `unbalanced`: the ledger's sums do not agree.
 * - `damaged`: bytes of the log that had been synced are destroyed.
 */
export type ProblemKind = 'lost' | 'duplicated' | 'invented' | 'different' | 'unbalanced' | 'damaged';

export interface Problem {
  readonly kind: ProblemKind;
  readonly check: string;
  readonly says: string;
}

const SHOWN = 20;

/** Counts all problems and keeps the first few to show. */
export class Findings {
  readonly counts: Record<ProblemKind, number> = {
    lost: 0,
    duplicated: 0,
    invented: 0,
    different: 0,
    unbalanced: 0,
    damaged: 0,
  };
  readonly shown: Problem[] = [];
  readonly #checks = new Map<string, { checked: number; problems: number }>();

  /** `by`: how many readings it concerns. */
  add(kind: ProblemKind, check: string, says: string, by = 1): void {
    this.counts[kind] += by;
    this.#check(check).problems += by;
    if (this.shown.length < SHOWN) this.shown.push({ kind, check, says });
  }

  checked(check: string, by = 1): void {
    this.#check(check).checked += by;
  }

  get checks(): readonly { readonly check: string; readonly checked: number; readonly problems: number }[] {
    return [...this.#checks].map(([check, counts]) => ({ check, ...counts }));
  }

  get total(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  #check(check: string): { checked: number; problems: number } {
    let counts = this.#checks.get(check);
    if (counts === undefined) this.#checks.set(check, (counts = { checked: 0, problems: 0 }));
    return counts;
  }
}
