import type { MetricSpec, RouteAnswer, RouteInput, routes } from '@fieldline/contracts';
import type { CallerIdentity } from '@fieldline/http';
import { InvalidRequestError, type Clock } from '@fieldline/platform';
import type { RawReading, ReadingStore, SeriesPage } from '@fieldline/readings';
import { csvHeader, csvLine } from '../../domain/series/csv.js';
import { rangeOf, type TimeRange } from '../../domain/series/time-range.js';
import { CallerTurns } from './caller-turns.js';
import { metricsOf, pickMetrics } from './device-metrics.js';
import type { FleetView } from '../fleet/fleet-view.js';
import { seenDevice } from '../fleet/seen-devices.js';

export interface ReadSeriesParts {
  readonly fleet: FleetView;
  readonly store: ReadingStore;
  readonly clock: Clock;
}

export interface CsvExport {
  readonly fileName: string;
  /** Read on as it is taken; who stops early leaves nothing open. */
  readonly chunks: AsyncIterable<string>;
}

type SeriesQuery = RouteInput<typeof routes.getSeries>['query'];
type RawQuery = RouteInput<typeof routes.getRawSeries>['query'];
type RawPoint = RouteAnswer<typeof routes.getRawSeries>['points'][number];
type ExportQuery = RouteInput<typeof routes.exportSeries>['query'];

const CHUNK_CHARACTERS = 32 * 1024;

/** Series of a device out of the raw readings. All throw NotFoundError and InvalidRequestError, and reject with RetriableError when the store is away. */
export class ReadSeries {
  readonly #parts: ReadSeriesParts;
  readonly #turns = new CallerTurns();

  constructor(parts: ReadSeriesParts) {
    this.#parts = parts;
  }

  /** Of one caller two are read at once; `gone` gives up the place of one that waits. Rejects with TooManyRequestsError, too. */
  async series(
    caller: CallerIdentity,
    externalId: string,
    query: SeriesQuery,
    gone: AbortSignal,
  ): Promise<RouteAnswer<typeof routes.getSeries>> {
    const { deviceId, metrics, from, to } = this.#resolve(caller, externalId, query, query.metric);
    const wanted = { tenantId: caller.tenantId, deviceId, from, to, metrics: metrics.map(({ metric }) => metric) };
    const { store } = this.#parts;
    const read = await this.#turns.run(caller, gone, () => store.manySeries(wanted, query.points));
    const series = metrics.map(({ metric, unit }, index) => ({
      metric,
      unit,
      points: (read[index]?.points ?? []).map(({ at, value }): [number, number] => [at, value]),
    }));
    return { device: externalId, from, to, series };
  }

  async raw(
    caller: CallerIdentity,
    externalId: string,
    query: RawQuery,
  ): Promise<RouteAnswer<typeof routes.getRawSeries>> {
    const { deviceId, metrics, from, to } = this.#resolve(caller, externalId, query, [query.metric]);
    const { tenantId } = caller;
    const { metric, limit, cursor } = query;
    const page = await this.#page(() =>
      this.#parts.store.page({ tenantId, deviceId, metric, from, to }, limit, cursor),
    );
    const points = page.points.map(({ at, value }): RawPoint => [at, typeof value === 'object' ? [...value] : value]);
    return { metric, unit: metrics[0]?.unit ?? '1', points, ...(page.next === undefined ? {} : { next: page.next }) };
  }

  /** A line a reading that has one of the metrics; without names, all of the profile's. */
  csv(caller: CallerIdentity, externalId: string, query: ExportQuery): CsvExport {
    const { deviceId, metrics, from, to } = this.#resolve(caller, externalId, query, query.metric);
    const rows = this.#parts.store.rows({ tenantId: caller.tenantId, deviceId, from, to });
    const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
    // A colon may stand in an external id and in no name of a file.
    const fileName = `${externalId.replaceAll(':', '-')}_${day(from)}_${day(to)}.csv`;
    return { fileName, chunks: csvChunks(rows, metrics) };
  }

  #resolve(
    caller: CallerIdentity,
    externalId: string,
    asked: { readonly from?: number | undefined; readonly to?: number | undefined },
    names: readonly string[] | undefined,
  ): TimeRange & { readonly deviceId: string; readonly metrics: readonly MetricSpec[] } {
    const { fleet, clock } = this.#parts;
    const entry = seenDevice(fleet, caller, externalId);
    const known = metricsOf(fleet, entry);
    const metrics = names === undefined ? entry.profile.metrics : pickMetrics(known, names);
    const range = rangeOf(asked, clock.now());
    if (range === undefined) {
      const message = '`from` must be before `to`';
      throw new InvalidRequestError(message, { faults: [{ at: 'query.from', message }] });
    }
    return { deviceId: entry.device.id, metrics, ...range };
  }

  async #page(read: () => Promise<SeriesPage>): Promise<SeriesPage> {
    try {
      return await read();
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      const message = 'expected `next` of the page before, of the same request';
      throw new InvalidRequestError(message, { faults: [{ at: 'query.cursor', message }], cause });
    }
  }
}

async function* csvChunks(rows: AsyncIterable<RawReading>, metrics: readonly MetricSpec[]): AsyncIterable<string> {
  const names = metrics.map(({ metric }) => metric);
  let text = csvHeader(metrics);
  for await (const { at, values } of rows) {
    if (!names.some((name) => Object.hasOwn(values, name))) continue;
    text += csvLine(
      at,
      names.map((name) => (Object.hasOwn(values, name) ? values[name] : undefined)),
    );
    if (text.length < CHUNK_CHARACTERS) continue;
    yield text;
    text = '';
  }
  yield text;
}
