const DAY_MS = 86_400_000;

/** One partition: from inclusive, to exclusive, ms since 1970; `suffix` ends its table's name. */
export interface PartitionSpan {
  readonly from: number;
  readonly to: number;
  readonly suffix: string;
}

/** Cuts time into UTC days or months. */
export class PartitionCalendar {
  readonly #every: 'day' | 'month';

  constructor(every: 'day' | 'month') {
    this.#every = every;
  }

  startOf(time: number): number {
    if (this.#every === 'day') return Math.floor(time / DAY_MS) * DAY_MS;
    const date = new Date(time);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  }

  spanOf(time: number): PartitionSpan {
    const from = this.startOf(time);
    const start = new Date(from);
    if (this.#every === 'day') return { from, to: from + DAY_MS, suffix: digits(start, 10) };
    return { from, to: Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1), suffix: digits(start, 7) };
  }

  /** The inverse of `suffix`. */
  spanOfName(suffix: string): PartitionSpan {
    const [year, month, day] = [suffix.slice(0, 4), suffix.slice(4, 6), suffix.slice(6, 8) || '01'];
    return this.spanOf(Date.parse(`${year}-${month}-${day}T00:00:00Z`));
  }
}

function digits(date: Date, length: number): string {
  return date.toISOString().slice(0, length).replaceAll('-', '');
}
