import { alignSeries, type AlignedSeries } from './align-series.js';
import { gapMs, withGaps, type GapRule, type NumberPoint } from './series-gaps.js';

/** One line of a chart: a metric of a device. */
export interface ChartLine {
  readonly key: string;
  readonly label: string;
  readonly points: readonly NumberPoint[];
  readonly rule: GapRule;
}

/** The lines over one axis of time, broken at their gaps. */
export function alignedLines(lines: readonly ChartLine[]): AlignedSeries {
  return alignSeries(lines.map(({ points, rule }) => withGaps(points, gapMs(points, rule))));
}

/** What came live, behind what was asked for. Both are in order of time; what overlaps is the same. */
export function appendLive(points: readonly NumberPoint[], live: readonly NumberPoint[]): readonly NumberPoint[] {
  const last = points.at(-1)?.[0] ?? -Infinity;
  const newer = live.filter(([at]) => at > last);
  return newer.length === 0 ? points : [...points, ...newer];
}
