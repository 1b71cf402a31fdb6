import type { MetricValue } from '@fieldline/contracts';
import type { ReadingToStore, WriteOutcome } from './reading-store.js';
import { parseValues, type MetricValues, type ReadingTrace, type StoredReading } from './stored-reading.js';

export interface Resolution {
  readonly outcome: WriteOutcome;
  /** The same object when nothing changed. */
  readonly stored: StoredReading;
}

/** How many readings of one instant are remembered; older ones may be counted anew when the log repeats them. */
const HISTORY_LIMIT = 64;

/**
 * What becomes of a reading whose instant is stored already. Readings are resolved in log order; the answer is the same
 * when the same record comes again:
 * - a position that was seen keeps its outcome;
 * - an identity that was seen is a `duplicate`;
 * - else the values are merged. Where both have a metric the later position wins, and when that changes a value the
 *   reading `superseded` it, else it is `stored`.
 */
export function resolveCollision(stored: StoredReading, incoming: ReadingToStore): Resolution {
  const history = stored.history ?? [traceOfFirst(stored)];
  const samePosition = history.find((trace) => trace.position === incoming.position);
  if (samePosition) return { outcome: samePosition.outcome, stored };
  const identity = BigInt.asIntN(64, incoming.identity);
  if (history.some((trace) => BigInt.asIntN(64, trace.identity) === identity)) return { outcome: 'duplicate', stored };
  return merge(stored, history, incoming);
}

function traceOfFirst({ identity, position }: StoredReading): ReadingTrace {
  return { identity, position, outcome: 'stored' };
}

function merge(stored: StoredReading, history: readonly ReadingTrace[], incoming: ReadingToStore): Resolution {
  const { position, quality, receivedAt, identity } = incoming;
  const values = parseValues(incoming.valuesJson);
  const isLater = position > stored.position;
  const outcome = isLater && changesAny(stored.values, values) ? 'superseded' : 'stored';
  return {
    outcome,
    stored: {
      values: isLater ? { ...stored.values, ...values } : { ...values, ...stored.values },
      ...(isLater
        ? { position, quality, receivedAt }
        : { position: stored.position, quality: stored.quality, receivedAt: stored.receivedAt }),
      identity: stored.identity,
      history: [...history, { identity, position, outcome } as const].slice(-HISTORY_LIMIT),
    },
  };
}

function changesAny(before: MetricValues, after: MetricValues): boolean {
  return Object.entries(after).some(([metric, value]) => {
    const earlier = Object.hasOwn(before, metric) ? before[metric] : undefined;
    return earlier !== undefined && !isSame(earlier, value);
  });
}

function isSame(a: MetricValue, b: MetricValue): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((element, index) => element === b[index]);
}
