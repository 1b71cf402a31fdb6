/** The cells of a pack at one moment. */
export type CellsAt = readonly [at: number, values: readonly number[]];

export interface CellHistory {
  /** Of each column of equal duration, each cell's mean; undefined where nothing was sent. */
  readonly columns: readonly (readonly number[] | undefined)[];
  readonly cells: number;
  readonly lowest: number;
  readonly highest: number;
}

/** Cells over time as so many columns; undefined where there is nothing. A pack whose count of cells changed is as wide as its widest. */
export function cellHistory(
  points: readonly CellsAt[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  columns: number,
): CellHistory | undefined {
  const sums = Array.from({ length: columns }, (): { sums: number[]; counts: number[] } => ({ sums: [], counts: [] }));
  for (const [at, values] of points) {
    const column = sums[Math.floor(((at - fromMs) * columns) / (toMs - fromMs))];
    if (column === undefined) continue;
    values.forEach((value, cell) => {
      column.sums[cell] = (column.sums[cell] ?? 0) + value;
      column.counts[cell] = (column.counts[cell] ?? 0) + 1;
    });
  }
  const means = sums.map(({ sums: of, counts }) =>
    of.length === 0 ? undefined : of.map((sum, cell) => sum / (counts[cell] ?? 1)),
  );
  const all = means.flatMap((column) => column ?? []);
  if (all.length === 0) return undefined;
  return {
    columns: means,
    cells: Math.max(...means.map((column) => column?.length ?? 0)),
    lowest: least(all),
    highest: -least(all.map((value) => -value)),
  };
}

/** Not `Math.min(...)`: a month of many cells is more than a call takes. */
function least(values: readonly number[]): number {
  return values.reduce((lowest, value) => Math.min(lowest, value), Infinity);
}

/** The lowest and the highest cell of each moment, as two lines. */
export function extremesOf(points: readonly CellsAt[]): {
  readonly lowest: readonly (readonly [number, number])[];
  readonly highest: readonly (readonly [number, number])[];
} {
  const some = points.filter(([, values]) => values.length > 0);
  return {
    lowest: some.map(([at, values]) => [at, Math.min(...values)] as const),
    highest: some.map(([at, values]) => [at, Math.max(...values)] as const),
  };
}
