import type { MetricValue } from '@fieldline/contracts';
import type { Clock } from '@fieldline/platform';
import {
  LATEST_WITHIN_MS,
  checkLimit,
  checkMaxPoints,
  decodeCursor,
  encodeCursor,
  type LatestReading,
  type ReadingStore,
  type ReadingToStore,
  type SeriesPage,
  type SeriesPoint,
  type SeriesQuery,
  type WriteOutcome,
} from '@fieldline/readings';
import { toStoreError, type Pool } from '@fieldline/relational';
import { ReadingPartitions } from './reading-partitions.js';
import { ReadingWriter } from './reading-writer.js';
import { LATEST_SQL, PAGE_SQL, SERIES_SQL } from './series-sql.js';
import { ulidAsUuid } from './ulid-bytes.js';

export interface PostgresReadingStoreOptions {
  readonly pool: Pool;
  readonly clock: Clock;
}

/** The raw series in schema `readings`: one row a reading. {@link READING_MIGRATIONS} must have been applied. */
export class PostgresReadingStore implements ReadingStore {
  readonly #pool: Pool;
  readonly #clock: Clock;
  readonly #partitions: ReadingPartitions;
  readonly #writer: ReadingWriter;

  constructor({ pool, clock }: PostgresReadingStoreOptions) {
    this.#pool = pool;
    this.#clock = clock;
    this.#partitions = new ReadingPartitions(pool);
    this.#writer = new ReadingWriter(pool, clock, this.#partitions);
  }

  write(readings: readonly ReadingToStore[]): Promise<readonly WriteOutcome[]> {
    return this.#writer.write(readings);
  }

  async series(query: SeriesQuery, maxPoints: number): Promise<readonly SeriesPoint[]> {
    checkMaxPoints(maxPoints);
    if (query.to <= query.from) return [];
    const rows = await this.#rows<{ at: string; value: number }>(SERIES_SQL, [
      ...queryParameters(query),
      maxPoints,
      Math.floor(maxPoints / 2),
      query.from,
      query.to - query.from,
    ]);
    return rows.map(({ at, value }) => ({ at: Number(at), value }));
  }

  async page(query: SeriesQuery, limit: number, cursor?: string): Promise<SeriesPage> {
    checkLimit(limit);
    const from = cursor === undefined ? query.from : Math.max(query.from, decodeCursor(cursor) + 1);
    const parameters = [...queryParameters({ ...query, from }), limit + 1];
    const rows = await this.#rows<{ at: string; value: MetricValue }>(PAGE_SQL, parameters);
    const points = rows.slice(0, limit).map(({ at, value }) => ({ at: Number(at), value }));
    const last = points.at(-1);
    return rows.length > limit && last ? { points, next: encodeCursor(last.at) } : { points };
  }

  async latest(tenantId: string, deviceIds: readonly string[]): Promise<readonly LatestReading[]> {
    const byUuid = new Map(deviceIds.map((deviceId) => [ulidAsUuid(deviceId), deviceId]));
    const rows = await this.#rows<{ device: string; at: string; values: LatestReading['values'] }>(LATEST_SQL, [
      tenantId,
      [...byUuid.keys()],
      LATEST_WITHIN_MS,
    ]);
    return rows.map(({ device, at, values }) => ({ deviceId: byUuid.get(device) ?? device, at: Number(at), values }));
  }

  expire(): Promise<void> {
    return this.#partitions.expire(this.#clock.now());
  }

  async #rows<Row extends object>(sql: string, parameters: readonly unknown[]): Promise<readonly Row[]> {
    try {
      return (await this.#pool.query<Row>(sql, [...parameters])).rows;
    } catch (error) {
      throw toStoreError(error);
    }
  }
}

function queryParameters({ tenantId, deviceId, from, to, metric }: SeriesQuery): readonly unknown[] {
  return [tenantId, ulidAsUuid(deviceId), new Date(from), new Date(to), metric];
}
