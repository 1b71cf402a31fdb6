import { RetriableError } from '@fieldline/platform';
import type {
  LatestReading,
  ManySeriesQuery,
  MetricSeries,
  NumericPoint,
  RawReading,
  ReadingQuery,
  ReadingStore,
  ReadingToStore,
  SeriesPage,
  SeriesQuery,
  WriteOutcome,
} from '@fieldline/readings';

/** The raw series for those who ask before PostgreSQL answers: they hear that they may ask again. */
export class LateReadingStore implements ReadingStore {
  #store: ReadingStore | undefined;

  use(store: ReadingStore): void {
    this.#store = store;
  }

  async write(readings: readonly ReadingToStore[]): Promise<readonly WriteOutcome[]> {
    return this.#get().write(readings);
  }

  async series(query: SeriesQuery, maxPoints: number): Promise<readonly NumericPoint[]> {
    return this.#get().series(query, maxPoints);
  }

  async manySeries(query: ManySeriesQuery, maxPoints: number): Promise<readonly MetricSeries[]> {
    return this.#get().manySeries(query, maxPoints);
  }

  async page(query: SeriesQuery, limit: number, cursor?: string): Promise<SeriesPage> {
    return this.#get().page(query, limit, cursor);
  }

  async *rows(query: ReadingQuery): AsyncIterable<RawReading> {
    yield* this.#get().rows(query);
  }

  async deleteDevice(tenantId: string, deviceId: string): Promise<number> {
    return this.#get().deleteDevice(tenantId, deviceId);
  }

  async latest(tenantId: string, deviceIds: readonly string[]): Promise<readonly LatestReading[]> {
    return this.#get().latest(tenantId, deviceIds);
  }

  async expire(): Promise<number> {
    return this.#get().expire();
  }

  #get(): ReadingStore {
    if (this.#store === undefined) throw new RetriableError('PostgreSQL is starting');
    return this.#store;
  }
}
