/** One figure of every cell of a pack at one moment. */
export interface CellStatistics {
  readonly lowest: number;
  readonly highest: number;
  readonly mean: number;
  readonly spread: number;
  /** Numbers of the cells, from 1; several where they are equal. */
  readonly lowestCells: readonly number[];
  readonly highestCells: readonly number[];
}

/** Undefined where there is no cell. */
export function cellStatistics(values: readonly number[]): CellStatistics | undefined {
  if (values.length === 0) return undefined;
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const cellsAt = (wanted: number): number[] => values.flatMap((value, index) => (value === wanted ? [index + 1] : []));
  return {
    lowest,
    highest,
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    spread: highest - lowest,
    lowestCells: cellsAt(lowest),
    highestCells: cellsAt(highest),
  };
}

/** 0 at the lowest, 1 at the highest; all the same is the middle. */
export function shareOf(value: number, lowest: number, highest: number): number {
  return highest === lowest ? 0.5 : Math.min(1, Math.max(0, (value - lowest) / (highest - lowest)));
}

/**
 * The colours' ends. The spread of the cells, but never less than `leastSpread`: cells that differ by a last digit are alike
 * and shall look alike.
 */
export function colourEnds(values: readonly number[], leastSpread: number): readonly [number, number] {
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const lacking = Math.max(0, leastSpread - (highest - lowest));
  return [lowest - lacking / 2, highest + lacking / 2];
}
