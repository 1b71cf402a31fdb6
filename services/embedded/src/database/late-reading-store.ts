import { RetriableError } from '@fieldline/platform';
import type {
  LatestReading,
  ReadingStore,
  ReadingToStore,
  SeriesPage,
  SeriesPoint,
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

  async series(query: SeriesQuery, maxPoints: number): Promise<readonly SeriesPoint[]> {
    return this.#get().series(query, maxPoints);
  }

  async page(query: SeriesQuery, limit: number, cursor?: string): Promise<SeriesPage> {
    return this.#get().page(query, limit, cursor);
  }

  async latest(tenantId: string, deviceIds: readonly string[]): Promise<readonly LatestReading[]> {
    return this.#get().latest(tenantId, deviceIds);
  }

  async expire(): Promise<void> {
    return this.#get().expire();
  }

  #get(): ReadingStore {
    if (this.#store === undefined) throw new RetriableError('PostgreSQL is starting');
    return this.#store;
  }
}
