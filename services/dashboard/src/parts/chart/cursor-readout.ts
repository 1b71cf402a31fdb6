import type uPlot from 'uplot';

/** What stands under the cursor: a time, and for each line the value nearest to it. */
export interface Readout {
  readonly atMs: number;
  readonly values: readonly (number | null)[];
}

export function readoutOf(plot: uPlot): Readout | undefined {
  const { idx, idxs } = plot.cursor;
  if (idx === null || idx === undefined) return undefined;
  const at = plot.data[0]?.[idx];
  if (at === undefined || at === null) return undefined;
  const values = plot.data.slice(1).map((column, line) => {
    const nearest = idxs?.[line + 1] ?? idx;
    return column?.[nearest] ?? null;
  });
  return { atMs: at, values };
}

/** Moves the cursor by so many points of the data; from outside it comes in at the last point that is shown. */
export function stepCursor(plot: uPlot, by: number): void {
  const times = plot.data[0] ?? [];
  const [first, last] = [plot.scales['x']?.min ?? 0, plot.scales['x']?.max ?? 0];
  const shown = plot.cursor.idx;
  let index = shown === null || shown === undefined ? indexWithin(times, last) : shown + by;
  index = Math.min(times.length - 1, Math.max(0, index));
  const at = times[index];
  if (at === undefined || at < first || at > last) return;
  plot.setCursor({ left: plot.valToPos(at, 'x'), top: plot.over.clientHeight / 2 }, true);
}

function indexWithin(times: ArrayLike<number>, last: number): number {
  let index = times.length - 1;
  while (index > 0 && (times[index] ?? 0) > last) index -= 1;
  return index;
}
