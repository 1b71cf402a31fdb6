import type { SeriesPoint } from './reading-store.js';

export interface ReductionSpan {
  /** Inclusive, ms since 1970. */
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/**
 * Numeric points in order of time, at most `maxPoints` (≥ 2): all where they fit, else of each of ⌊maxPoints / 2⌋ equal
 * spans the first minimum and the first maximum.
 */
export function reduceSeries(
  points: readonly SeriesPoint[],
  { from, to }: ReductionSpan,
  maxPoints: number,
): readonly SeriesPoint[] {
  checkMaxPoints(maxPoints);
  if (points.length <= maxPoints) return points;
  const spans = Math.floor(maxPoints / 2);
  const extremes = new Map<number, [SeriesPoint, SeriesPoint]>();
  for (const point of points) {
    const span = Math.floor(((point.at - from) * spans) / (to - from));
    const pair = extremes.get(span);
    if (pair === undefined) extremes.set(span, [point, point]);
    else if (point.value < pair[0].value) pair[0] = point;
    else if (point.value > pair[1].value) pair[1] = point;
  }
  return [...extremes.values()].flatMap(([low, high]) =>
    low === high ? [low] : low.at < high.at ? [low, high] : [high, low],
  );
}

export function checkMaxPoints(maxPoints: number): void {
  if (!Number.isInteger(maxPoints) || maxPoints < 2)
    throw new RangeError('maxPoints must be a whole number of 2 or more');
}
