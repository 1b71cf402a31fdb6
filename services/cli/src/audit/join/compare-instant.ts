import type { SpillEntry } from './spill.js';

type Value = number | boolean | string | readonly number[];
type Values = Readonly<Record<string, Value>>;

/** Of entries from the log. */
export const LOG_FLAGS = {
  /** Beyond the applied offset: the writer has not come to it. */
  pending: 1,
  /** Its time is the platform's, so a repetition has another one. */
  untrustedTime: 2,
  /** Its receipt was in the log before; the writer passes over it. */
  repeated: 4,
  /** Older than its lifetime by now, so the store need not have it. */
  expired: 8,
  /** Measured before the newest of its device before it. */
  behind: 16,
} as const;

/** What one instant of one device comes to. */
export interface InstantVerdict {
  /** `uncertain`: gone from the store, but perhaps as a repetition of a reading at another instant. */
  readonly kind: 'fine' | 'missing' | 'uncertain' | 'different' | 'invented' | 'duplicated';
  /** Readings of the log that should be in the store. */
  readonly expected: number;
  readonly pending: number;
  readonly expired: number;
  readonly stored: boolean;
  /** Applied readings of the log that are the same as an earlier one of this instant. */
  readonly duplicates: number;
  /** Applied readings, repetitions apart, that came behind a newer one. */
  readonly outOfOrder: number;
  /** For `different`: the metric, and both values. */
  readonly detail?: string;
}

/**
 * Compares what the log says of an instant with what the store has. The rule is the design's: a reading sent again (same
 * identity) has no effect; of two values for one metric the later position wins.
 */
export function compareInstant(entries: readonly SpillEntry[], logIsComplete: boolean): InstantVerdict {
  if (isPlain(entries)) return PLAIN;
  const log = entries.filter(({ side }) => side === 'log').sort((a, b) => a.position - b.position);
  const rows = entries.filter(({ side }) => side === 'store');
  const pending = log.filter(({ flags }) => (flags & LOG_FLAGS.pending) !== 0).length;
  const applied = log.filter(({ flags }) => (flags & (LOG_FLAGS.pending | LOG_FLAGS.repeated)) === 0);
  const kept = applied.filter(({ flags }) => (flags & LOG_FLAGS.expired) === 0);
  const base = {
    ...{ expected: kept.length, pending, expired: applied.length - kept.length, stored: rows.length > 0 },
    ...order(applied),
  };
  const [row, second] = rows;
  if (second !== undefined) return { kind: 'duplicated', ...base };
  if (row === undefined) return { kind: whyAbsent(kept), ...base };
  // A pending record may be stored already: the offset follows the store.
  if (log.length === 0) return { kind: logIsComplete ? 'invented' : 'fine', ...base };
  const stored = parse(row.values);
  const expected = merge(log.filter(isTaken(row.position)));
  const detail = difference(expected, stored) ?? (logIsComplete ? difference(stored, expected) : undefined);
  return detail === undefined ? { kind: 'fine', ...base } : { kind: 'different', ...base, detail };
}

const PLAIN: InstantVerdict = {
  ...{ kind: 'fine', expected: 1, pending: 0, expired: 0, stored: true },
  ...{ duplicates: 0, outOfOrder: 0 },
};

function order(applied: readonly SpillEntry[]): Pick<InstantVerdict, 'duplicates' | 'outOfOrder'> {
  const seen = new Set<number>();
  let outOfOrder = 0;
  for (const { identity, flags } of applied) {
    if (!seen.has(identity) && (flags & LOG_FLAGS.behind) !== 0) outOfOrder++;
    seen.add(identity);
  }
  return { duplicates: applied.length - seen.size, outOfOrder };
}

/** Nearly every instant: one reading, stored as it was sent, to the byte. */
function isPlain(entries: readonly SpillEntry[]): boolean {
  const [first, second, third] = entries;
  if (entries.length > 3) return false;
  if (first?.side !== 'log' || first.flags !== 0 || second?.side !== 'store') return false;
  return (third === undefined || third.side === 'acknowledged') && first.values.equals(second.values);
}

function whyAbsent(kept: readonly SpillEntry[]): 'fine' | 'missing' | 'uncertain' {
  if (kept.length === 0) return 'fine';
  return kept.every(({ flags }) => (flags & LOG_FLAGS.untrustedTime) !== 0) ? 'uncertain' : 'missing';
}

/** Applied records, and such pending ones as the store already has by its position. */
function isTaken(position: number): (entry: SpillEntry) => boolean {
  return ({ flags, position: at }) =>
    (flags & LOG_FLAGS.repeated) === 0 && ((flags & LOG_FLAGS.pending) === 0 || at <= position);
}

function merge(log: readonly SpillEntry[]): Values {
  const seen = new Set<number>();
  const values: Record<string, Value> = Object.create(null) as Record<string, Value>;
  for (const { identity, values: text } of log) {
    if (seen.has(identity)) continue;
    seen.add(identity);
    Object.assign(values, parse(text));
  }
  return values;
}

/** The first metric of `one` that `other` has not or has otherwise. */
function difference(one: Values, other: Values): string | undefined {
  for (const [metric, value] of Object.entries(one)) {
    const found = Object.hasOwn(other, metric) ? other[metric] : undefined;
    if (!isSame(value, found)) return `${metric} is ${JSON.stringify(value)} and ${JSON.stringify(found) ?? 'absent'}`;
  }
  return undefined;
}

function isSame(a: Value | undefined, b: Value | undefined): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((element, at) => element === b[at]);
}

function parse(values: Buffer): Values {
  return JSON.parse(values.toString('utf8')) as Values;
}
