import type { MetricValue } from '@fieldline/contracts';
import type { Clock } from '@fieldline/platform';
import {
  LATEST_WITHIN_MS,
  UnstorableReadingError,
  checkLimit,
  checkMaxPoints,
  decodeCursor,
  encodeCursor,
  firstStored,
  isExpired,
  parseValues,
  reduceSeries,
  resolveCollision,
  storableValues,
  type LatestReading,
  type ManySeriesQuery,
  type MetricSeries,
  type NumericPoint,
  type RawReading,
  type ReadingQuery,
  type ReadingStore,
  type ReadingToStore,
  type SeriesPage,
  type SeriesPoint,
  type SeriesQuery,
  type StoredReading,
  type WriteOutcome,
} from '@fieldline/readings';

interface Row extends StoredReading {
  readonly tenantId: string;
  readonly measuredAt: number;
  readonly lifetime: ReadingToStore['lifetime'];
}

/** A ReadingStore in memory, for simulations and fast tests: the same rules and outcomes as the real ones, no I/O. */
export class MemoryReadingStore implements ReadingStore {
  readonly #clock: Clock;
  /** By device, then by instant and class. */
  readonly #devices = new Map<string, Map<string, Row>>();

  constructor({ clock }: { readonly clock: Clock }) {
    this.#clock = clock;
  }

  write(readings: readonly ReadingToStore[]): Promise<readonly WriteOutcome[]> {
    return attempt(() => {
      const now = this.#clock.now();
      const isKept = (reading: ReadingToStore): boolean => !isExpired(reading.lifetime, reading.measuredAt, now);
      readings.forEach((reading, index) => {
        if (isKept(reading)) checkStorable(reading, index);
      });
      return readings.map((reading) => (isKept(reading) ? this.#put(reading) : 'expired'));
    });
  }

  series(query: SeriesQuery, maxPoints: number): Promise<readonly NumericPoint[]> {
    return attempt(() => {
      checkMaxPoints(maxPoints);
      return reduceSeries(this.#points(query).filter(isNumeric), query, maxPoints);
    });
  }

  manySeries({ metrics, ...query }: ManySeriesQuery, maxPoints: number): Promise<readonly MetricSeries[]> {
    return Promise.all(
      metrics.map(async (metric) => ({ metric, points: await this.series({ ...query, metric }, maxPoints) })),
    );
  }

  page(query: SeriesQuery, limit: number, cursor?: string): Promise<SeriesPage> {
    return attempt(() => {
      checkLimit(limit);
      const after = cursor === undefined ? -Infinity : decodeCursor(cursor);
      const rest = this.#points(query).filter(({ at }) => at > after);
      const points = rest.slice(0, limit);
      const last = points.at(-1);
      return rest.length > limit && last ? { points, next: encodeCursor(last.at) } : { points };
    });
  }

  async *rows({ tenantId, deviceId, from, to }: ReadingQuery): AsyncIterable<RawReading> {
    const within = this.#rows(tenantId, deviceId).filter((row) => row.measuredAt >= from && row.measuredAt < to);
    const byTime = new Map<number, RawReading>();
    for (const { measuredAt: at, receivedAt, quality, values } of within) {
      byTime.set(at, { at, receivedAt, quality, values: { ...byTime.get(at)?.values, ...values } });
    }
    yield* await Promise.resolve(byTime.values());
  }

  deleteDevice(tenantId: string, deviceId: string): Promise<number> {
    return attempt(() => {
      const rows = this.#devices.get(deviceId);
      const own = [...(rows ?? [])].filter(([, row]) => row.tenantId === tenantId);
      for (const [key] of own) rows?.delete(key);
      return own.length;
    });
  }

  latest(tenantId: string, deviceIds: readonly string[]): Promise<readonly LatestReading[]> {
    return attempt(() =>
      deviceIds.flatMap((deviceId) => {
        const rows = this.#rows(tenantId, deviceId);
        const at = rows.at(-1)?.measuredAt;
        if (at === undefined) return [];
        const near = rows.filter((row) => row.measuredAt >= at - LATEST_WITHIN_MS);
        return [
          { deviceId, at, values: Object.assign({}, ...near.map((row) => row.values)) as LatestReading['values'] },
        ];
      }),
    );
  }

  expire(): Promise<number> {
    return attempt(() => {
      const now = this.#clock.now();
      let dropped = 0;
      for (const rows of this.#devices.values()) {
        for (const [key, row] of rows) {
          if (isExpired(row.lifetime, row.measuredAt, now) && rows.delete(key)) dropped += 1;
        }
      }
      return dropped;
    });
  }

  #put(reading: ReadingToStore): WriteOutcome {
    const { deviceId, tenantId, measuredAt, lifetime } = reading;
    let rows = this.#devices.get(deviceId);
    if (rows === undefined) this.#devices.set(deviceId, (rows = new Map<string, Row>()));
    const key = `${measuredAt} ${lifetime}`;
    const row = rows.get(key);
    const { outcome, stored } =
      row === undefined ? { outcome: 'stored' as const, stored: firstStored(reading) } : resolveCollision(row, reading);
    if (stored !== row) rows.set(key, { ...stored, tenantId, measuredAt, lifetime });
    return outcome;
  }

  /** In order of time, of one instant the later position last. */
  #rows(tenantId: string, deviceId: string): readonly Row[] {
    return [...(this.#devices.get(deviceId)?.values() ?? [])]
      .filter((row) => row.tenantId === tenantId)
      .sort((a, b) => a.measuredAt - b.measuredAt || a.position - b.position);
  }

  #points({ tenantId, deviceId, metric, from, to }: SeriesQuery): readonly SeriesPoint[] {
    const byTime = new Map<number, MetricValue>();
    for (const { measuredAt, values } of this.#rows(tenantId, deviceId)) {
      const value = Object.hasOwn(values, metric) ? values[metric] : undefined;
      if (value !== undefined && measuredAt >= from && measuredAt < to) byTime.set(measuredAt, value);
    }
    return [...byTime].map(([at, value]) => ({ at, value }));
  }
}

function isNumeric(point: SeriesPoint): point is NumericPoint {
  return typeof point.value === 'number';
}

/** At once, whatever it throws as a rejection. */
function attempt<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}

function checkStorable(reading: ReadingToStore, index: number): void {
  try {
    parseValues(storableValues(reading.valuesJson));
    if (!Number.isInteger(reading.measuredAt))
      throw new RangeError(`measuredAt ${reading.measuredAt} is no time in ms`);
  } catch (cause) {
    throw new UnstorableReadingError(index, { cause });
  }
}
