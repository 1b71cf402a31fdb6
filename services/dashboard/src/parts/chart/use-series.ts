import { keepPreviousData, useQueries, useQuery, type UseQueryOptions } from '@tanstack/react-query';
import { answerOf, api, type Schema } from '../../api/client.js';
import { now } from '../../app/browser-clock.js';
import type { NumberPoint } from './series-gaps.js';
import { PRESETS, type TimeRange } from './time-range.js';

/** Of each metric; a chart is seldom wider. */
export const POINTS = 1_000;
/** The API takes at most so many metrics at once. */
const MOST_METRICS = 20;
const MOST_RAW = 10_000;
const LEAST_REFETCH_MS = 15_000;

export type RawValue = Schema<'MetricValue'>;
/** Time in ms since 1970, value. The document's types do not say that these are pairs. */
export type RawPoint = readonly [at: number, value: RawValue];

/** What the API answered, and what it was asked. */
export interface DeviceSeries {
  readonly fromMs: number;
  readonly toMs: number;
  readonly points: ReadonlyMap<string, readonly NumberPoint[]>;
}

/** A range that ends now is fetched anew now and then: what came live in between is not reduced. */
function refetchMs(range: TimeRange): number | false {
  return range.preset === undefined ? false : Math.max(LEAST_REFETCH_MS, PRESETS[range.preset].durationMs / 500);
}

function keyOf(range: TimeRange): readonly (string | number)[] {
  return range.preset === undefined ? [range.fromMs, range.toMs] : [range.preset];
}

function asked(range: TimeRange): { readonly fromMs: number; readonly toMs: number } {
  if (range.preset === undefined) return range;
  const toMs = now();
  return { fromMs: toMs - PRESETS[range.preset].durationMs, toMs };
}

function seriesQuery(device: string, metrics: readonly string[], range: TimeRange) {
  return {
    queryKey: ['series', device, metrics, ...keyOf(range)],
    enabled: metrics.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: refetchMs(range),
    queryFn: async (): Promise<DeviceSeries> => {
      const { fromMs, toMs } = asked(range);
      const query = { from: String(fromMs), to: String(toMs), points: POINTS, metric: metrics.slice(0, MOST_METRICS) };
      const answer = await answerOf(api.GET('/devices/{device}/series', { params: { path: { device }, query } }));
      return {
        fromMs,
        toMs,
        points: new Map(answer.series.map(({ metric, points }) => [metric, points as unknown as NumberPoint[]])),
      };
    },
  } satisfies UseQueryOptions<DeviceSeries>;
}

/** Reduced series of a device's numbers, extremes kept; those of a range that ends now are kept fresh. */
export function useSeries(device: string, metrics: readonly string[], range: TimeRange) {
  return useQuery(seriesQuery(device, metrics, range));
}

/** The same metric of several devices. */
export function useSeriesOfMany(devices: readonly string[], metric: string | undefined, range: TimeRange) {
  const metrics = metric === undefined ? [] : [metric];
  return useQueries({ queries: devices.map((device) => seriesQuery(device, metrics, range)) });
}

export interface RawSeries {
  readonly fromMs: number;
  readonly toMs: number;
  readonly points: readonly RawPoint[];
  /** There are more than one page of them: later ones are not here. */
  readonly cut: boolean;
}

/** Values of any type as they were stored, the first ten thousand of the range. */
export function useRawSeries(device: string, metric: string, range: TimeRange) {
  return useQuery({
    queryKey: ['raw-series', device, metric, ...keyOf(range)],
    placeholderData: keepPreviousData,
    refetchInterval: refetchMs(range),
    queryFn: async (): Promise<RawSeries> => {
      const { fromMs, toMs } = asked(range);
      const query = { metric, from: String(fromMs), to: String(toMs), limit: MOST_RAW };
      const answer = await answerOf(api.GET('/devices/{device}/series/raw', { params: { path: { device }, query } }));
      return { fromMs, toMs, points: answer.points as unknown as RawPoint[], cut: answer.next !== undefined };
    },
  });
}
