import type { SeriesAnswer } from './series-answer.js';

export interface TimeRange {
  /** ms since 1970. */
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** Each round narrows years to hours and hours to seconds. */
const ROUNDS = 3;

/**
 * The part of a range that holds points. The server thins out a series by equal spans of time, so of a recording of minutes
 * somewhere in years only two points would be seen; asked again for their surroundings, it shows more. `fetch` gives at most
 * `mostPoints`.
 */
export async function narrow(
  range: TimeRange,
  mostPoints: number,
  fetch: (range: TimeRange) => Promise<SeriesAnswer>,
): Promise<TimeRange> {
  let narrowed = range;
  for (let round = 0; round < ROUNDS; round++) {
    const { points } = await fetch(narrowed);
    const first = points[0]?.[0];
    const last = points.at(-1)?.[0];
    if (first === undefined || last === undefined) break;
    // The extremes of the outermost spans were shown, not their first and last points: up to one span lies beyond each.
    const margin = Math.ceil((narrowed.to - narrowed.from) / (mostPoints / 2));
    const next = {
      from: Math.max(range.from, narrowed.from, first - margin),
      to: Math.min(range.to, narrowed.to, last + margin + 1),
    };
    if (next.to - next.from > (narrowed.to - narrowed.from) / 2) return next;
    narrowed = next;
  }
  return narrowed;
}
