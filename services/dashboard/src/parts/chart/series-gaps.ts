/** Time in ms since 1970, value. */
export type NumberPoint = readonly [at: number, value: number];

export interface GapRule {
  /** A metric's staleness: without a value for longer than this, something is missing. */
  readonly stalenessMs: number;
  /** What was asked of the API, which keeps at most `points` of a metric. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly points: number;
}

/**
 * Neighbours farther apart than this have a gap between them. Where the API reduced the series, it kept a minimum and a
 * maximum of each span, so neighbours without a gap may stand up to two spans farther apart than the values did.
 */
export function gapMs(points: readonly NumberPoint[], rule: GapRule): number {
  return rule.stalenessMs + (mayBeReduced(points, rule) ? 2 * spanMs(rule) : 0);
}

/** A reduced series has at most two points a span: three in one say that nothing was left out. */
function mayBeReduced(points: readonly NumberPoint[], rule: GapRule): boolean {
  const span = spanMs(rule);
  const spanOf = (index: number): number => Math.floor(((points[index]?.[0] ?? 0) - rule.fromMs) / span);
  for (let index = 2; index < points.length; index += 1) if (spanOf(index) === spanOf(index - 2)) return false;
  return true;
}

function spanMs({ fromMs, toMs, points }: GapRule): number {
  return (toMs - fromMs) / Math.floor(points / 2);
}

/** The series with a null just after the last value before each gap, so that a line breaks there. */
export function withGaps(
  points: readonly NumberPoint[],
  longestMs: number,
): readonly (readonly [number, number | null])[] {
  const broken: (readonly [number, number | null])[] = [];
  let last: number | undefined;
  for (const point of points) {
    if (last !== undefined && point[0] - last > longestMs) broken.push([last + 1, null]);
    broken.push(point);
    last = point[0];
  }
  return broken;
}
