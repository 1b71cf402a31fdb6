import { resolveCollision, type ReadingToStore, type StoredReading, type WriteOutcome } from '@fieldline/readings';
import { keyText, type RowKey, type RowsByKey } from './collided-rows.js';

export interface ResolvedBatch {
  /** One a reading, in their order. */
  readonly outcomes: readonly WriteOutcome[];
  readonly changed: readonly (readonly [RowKey, StoredReading])[];
}

/** Resolves readings in log order against the rows they met; those that met none are `stored`. */
export function resolveBatch(readings: readonly ReadingToStore[], rows: RowsByKey): ResolvedBatch {
  const changed = new Map<string, readonly [RowKey, StoredReading]>();
  const current = new Map(rows);
  const outcomes = readings.map((reading): WriteOutcome => {
    const key = keyText(reading);
    const stored = current.get(key);
    if (stored === undefined) return 'stored';
    const resolution = resolveCollision(stored, reading);
    if (resolution.stored !== stored) {
      current.set(key, resolution.stored);
      changed.set(key, [reading, resolution.stored]);
    }
    return resolution.outcome;
  });
  return { outcomes, changed: [...changed.values()] };
}
