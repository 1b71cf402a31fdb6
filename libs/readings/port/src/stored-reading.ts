import type { MetricValue } from '@fieldline/contracts';
import type { ReadingToStore, WriteOutcome } from './reading-store.js';

export type MetricValues = Readonly<Record<string, MetricValue>>;

/** One reading that took part in a stored instant, and what became of it. */
export interface ReadingTrace {
  readonly identity: bigint;
  readonly position: number;
  readonly outcome: WriteOutcome;
}

/** What a store keeps for one (device, measuredAt, lifetime class). */
export interface StoredReading {
  /** Merged from every reading of the instant. */
  readonly values: MetricValues;
  /** Of the reading with the highest position, as `quality` and `receivedAt` are. */
  readonly position: number;
  readonly quality: string;
  readonly receivedAt: number;
  /** Of the first reading. */
  readonly identity: bigint;
  /** Null while one reading alone made the instant; then the last of them, oldest first. */
  readonly history: readonly ReadingTrace[] | null;
}

/** The first reading of an instant; its outcome is `stored`. Throws what {@link parseValues} throws. */
export function firstStored(reading: ReadingToStore): StoredReading {
  const { position, quality, receivedAt, identity, valuesJson } = reading;
  return { values: parseValues(valuesJson), position, quality, receivedAt, identity, history: null };
}

/** Throws SyntaxError for anything but the text of one JSON object. */
export function parseValues(valuesJson: string): MetricValues {
  const values: unknown = JSON.parse(valuesJson);
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw new SyntaxError('the values of a reading are not a JSON object');
  }
  return values as MetricValues;
}
