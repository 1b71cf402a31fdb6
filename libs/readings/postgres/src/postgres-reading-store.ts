import type { MetricValue } from '@fieldline/contracts';
import type { Clock } from '@fieldline/platform';
import {
  LATEST_WITHIN_MS,
  checkLimit,
  checkMaxPoints,
  decodeCursor,
  encodeCursor,
  type LatestReading,
  type ManySeriesQuery,
  type MetricSeries,
  type NumericPoint,
  type RawReading,
  type ReadingQuery,
  type ReadingStore,
  type ReadingToStore,
  type SeriesPage,
  type SeriesQuery,
  type WriteOutcome,
} from '@fieldline/readings';
import { toStoreError, type Pool } from '@fieldline/relational';
import { deleteDevice } from './delete-device.js';
import { LongReads } from './long-reads.js';
import { readRows } from './read-rows.js';
import { readSeries } from './read-series.js';
import { ReadingPartitions } from './reading-partitions.js';
import { ReadingWriter } from './reading-writer.js';
import { LATEST_SQL, PAGE_SQL } from './series-sql.js';
import { storableTime } from './storable-time.js';
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
  /** A year of one device holds its connection for seconds. */
  readonly #series: LongReads;

  constructor({ pool, clock }: PostgresReadingStoreOptions) {
    this.#pool = pool;
    this.#clock = clock;
    this.#partitions = new ReadingPartitions(pool);
    this.#writer = new ReadingWriter(pool, clock, this.#partitions);
    this.#series = new LongReads(Math.max(1, Math.floor((pool.options.max ?? 1) / 2)));
  }

  write(readings: readonly ReadingToStore[]): Promise<readonly WriteOutcome[]> {
    return this.#writer.write(readings);
  }

  async series({ metric, ...query }: SeriesQuery, maxPoints: number): Promise<readonly NumericPoint[]> {
    const [series] = await this.manySeries({ ...query, metrics: [metric] }, maxPoints);
    return series?.points ?? [];
  }

  async manySeries(query: ManySeriesQuery, maxPoints: number): Promise<readonly MetricSeries[]> {
    checkMaxPoints(maxPoints);
    const { metrics, from, to } = query;
    if (metrics.length === 0 || to <= from) return metrics.map((metric) => ({ metric, points: [] }));
    const found = await this.#series.run(() => readSeries(this.#pool, query, maxPoints));
    return metrics.map((metric, index) => ({ metric, points: found[index] ?? [] }));
  }

  rows(query: ReadingQuery): AsyncIterable<RawReading> {
    return readRows(this.#pool, this.#series, query);
  }

  deleteDevice(tenantId: string, deviceId: string): Promise<number> {
    return deleteDevice(this.#pool, tenantId, deviceId);
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

  expire(): Promise<number> {
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
  return [tenantId, ulidAsUuid(deviceId), storableTime(from), storableTime(to), metric];
}
