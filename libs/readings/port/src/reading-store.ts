import type { LifetimeClass, MetricValue } from '@fieldline/contracts';

/** One reading as it is written. Times are ms since 1970. */
export interface ReadingToStore {
  readonly tenantId: string;
  readonly deviceId: string;
  readonly lifetime: LifetimeClass;
  readonly measuredAt: number;
  readonly receivedAt: number;
  /** Place in the log, rising per device: of two values for one (device, metric, measuredAt) the later place wins. */
  readonly position: number;
  /**
   * Which reading this is among those of one device and instant: 64 bits over boot, seq and values. The same number means the
   * same reading sent again.
   */
  readonly identity: bigint;
  readonly quality: string;
  /** The text of one JSON object: metric → number, boolean, string or array of numbers. */
  readonly valuesJson: string;
}

/**
 * - `stored`: new.
 * - `duplicate`: this reading is stored already.
 * - `superseded`: it replaced at least one earlier value of the same instant by another.
 * - `expired`: older than its lifetime class; not stored.
 */
export type WriteOutcome = 'stored' | 'duplicate' | 'superseded' | 'expired';

/** The readings of one device in a span of time. */
export interface ReadingQuery {
  readonly tenantId: string;
  readonly deviceId: string;
  /** Inclusive, ms since 1970. */
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

export interface SeriesQuery extends ReadingQuery {
  readonly metric: string;
}

export interface ManySeriesQuery extends ReadingQuery {
  readonly metrics: readonly string[];
}

export interface SeriesPoint {
  readonly at: number;
  readonly value: MetricValue;
}

export interface NumericPoint extends SeriesPoint {
  readonly value: number;
}

export interface MetricSeries {
  readonly metric: string;
  readonly points: readonly NumericPoint[];
}

/** One instant of a device. */
export interface RawReading {
  readonly at: number;
  /** Of the reading with the highest position, as `quality` is. */
  readonly receivedAt: number;
  readonly quality: string;
  readonly values: Readonly<Record<string, MetricValue>>;
}

export interface LatestReading {
  readonly deviceId: string;
  readonly at: number;
  readonly values: Readonly<Record<string, MetricValue>>;
}

/** How far behind a device's newest reading a metric still has a latest value. */
export const LATEST_WITHIN_MS = 15 * 60_000;

export interface SeriesPage {
  readonly points: readonly SeriesPoint[];
  /** Give it back to go on; absent at the end. */
  readonly next?: string;
}

/** The raw series: values by (device, metric, measuredAt). */
export interface ReadingStore {
  /**
   * Stores readings in the order given, all or none. The outcomes are in the same order and stay the same when the same
   * readings (same positions) are written again, so that a consumer that was cut off between this and its own commit
   * counts right. Rejects with RetriableError when the store is away, and with {@link UnstorableReadingError} naming
   * the one reading at fault, then nothing was stored.
   */
  write(readings: readonly ReadingToStore[]): Promise<readonly WriteOutcome[]>;
  /**
   * Numeric points, oldest first, at most `maxPoints` (≥ 2): where there are more, each of maxPoints / 2 equal spans of
   * time gives its minimum and its maximum as they were measured.
   */
  series(query: SeriesQuery, maxPoints: number): Promise<readonly NumericPoint[]>;
  /** What {@link ReadingStore.series} gives for each metric, in the order asked for, in one pass over the readings. */
  manySeries(query: ManySeriesQuery, maxPoints: number): Promise<readonly MetricSeries[]>;
  /** Every point of any type, oldest first. `cursor` is a page's `next`; a foreign one is a RangeError. */
  page(query: SeriesQuery, limit: number, cursor?: string): Promise<SeriesPage>;
  /**
   * Every reading, oldest first, read on as they are taken: memory is bounded, and nothing is held between two of them,
   * however slow the consumer is; who stops need not tell. What is written meanwhile may or may not be among them. The
   * iteration rejects with RetriableError when the store is away.
   */
  rows(query: ReadingQuery): AsyncIterable<RawReading>;
  /** For each device that has a reading: the newest value of each metric within {@link LATEST_WITHIN_MS} of its newest one. */
  latest(tenantId: string, deviceIds: readonly string[]): Promise<readonly LatestReading[]>;
  /**
   * Removes every reading of one device; resolves with how many this call removed. It goes in bounded steps, oldest first,
   * each of which stays: cut off by whatever, it finishes when it is called again. What is written meanwhile may remain.
   */
  deleteDevice(tenantId: string, deviceId: string): Promise<number>;
  /** Drops what is older than its lifetime class; resolves with how many pieces, such as partitions, went. Run from time to time. */
  expire(): Promise<number>;
}

/** The store can never take this reading; its neighbours are unharmed. */
export class UnstorableReadingError extends Error {
  override readonly name = 'UnstorableReadingError';
  constructor(
    /** Index in the batch. */
    readonly index: number,
    options: { readonly cause: unknown },
  ) {
    super(`reading ${index} of the batch cannot be stored`, options);
  }
}

export const READING_STORE = Symbol('ReadingStore');
