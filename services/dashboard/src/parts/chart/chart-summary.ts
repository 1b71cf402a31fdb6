import type { NumberPoint } from './series-gaps.js';

export interface SummaryRow {
  readonly fromMs: number;
  readonly toMs: number;
  readonly lowest: number;
  readonly highest: number;
  /** The last value in it. */
  readonly last: number;
}

/** What a chart shows, as few enough rows to be read out: equal spans, those without a value left out. */
export function summarise(
  points: readonly NumberPoint[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  rows: number,
): readonly SummaryRow[] {
  const duration = (toMs - fromMs) / rows;
  const summary = new Map<number, SummaryRow>();
  for (const [at, value] of points) {
    if (at < fromMs || at >= toMs) continue;
    const row = Math.floor((at - fromMs) / duration);
    const before = summary.get(row);
    summary.set(row, {
      fromMs: fromMs + row * duration,
      toMs: fromMs + (row + 1) * duration,
      lowest: Math.min(value, before?.lowest ?? Infinity),
      highest: Math.max(value, before?.highest ?? -Infinity),
      last: value,
    });
  }
  return [...summary.values()];
}
