import type { RecordedRow } from './recording-file.js';
import type { RowCounts, UnusableRows } from './replay-result.js';

/** So many lines are named for each kind of unusable row. */
const MOST_EXAMPLES = 3;

/** Counts the rows of a recording so that rows read = readings + ignored + without value + unusable. */
export class RowCounter {
  #read = 0;
  #ignored = 0;
  #withoutValue = 0;
  #unusable = 0;
  #missing = 0;
  readonly #byFault = new Map<string, UnusableRows>();

  add({ reading, missing, ignored, unusable }: RecordedRow): void {
    this.#read += 1;
    this.#missing += missing;
    if (unusable !== undefined) {
      this.#unusable += 1;
      const { fault, line, why } = unusable;
      const { rows, examples } = this.#byFault.get(fault) ?? { rows: 0, examples: [] };
      const named = rows < MOST_EXAMPLES ? [...examples, { line, why }] : examples;
      this.#byFault.set(fault, { fault, rows: rows + 1, examples: named });
    } else if (ignored) this.#ignored += 1;
    else if (reading === undefined) this.#withoutValue += 1;
  }

  get counts(): RowCounts {
    return {
      rowsRead: this.#read,
      rowsIgnored: this.#ignored,
      rowsWithoutValue: this.#withoutValue,
      rowsUnusable: this.#unusable,
      unusable: [...this.#byFault.values()],
      valuesMissing: this.#missing,
    };
  }
}
