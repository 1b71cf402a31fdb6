export interface ChartBand {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly level: 'normal' | 'caution' | 'critical';
  readonly meaning: string;
}

/**
 * The axis of values: what was measured, and a limit that is near it, so that one sees how far away it is. A limit farther
 * away than the values spread would flatten the line; it stays outside.
 */
export function valueScale(lowest: number | null, highest: number | null, limits: readonly number[]): [number, number] {
  if (lowest === null || highest === null) return [0, 1];
  const spread = highest - lowest || Math.abs(highest) * 0.1 || 1;
  const near = limits.filter((limit) => limit > lowest - spread / 2 && limit < highest + spread / 2);
  const [low, high] = [Math.min(lowest, ...near), Math.max(highest, ...near)];
  const margin = (high - low || spread) * 0.06;
  return [low - margin, high + margin];
}

/** Where the profile's range and the hints' bands begin and end. */
export function limitsOf(bands: readonly ChartBand[], min?: number, max?: number): readonly number[] {
  const ends = bands.flatMap(({ from, to }) => [from, to]);
  return [...new Set([...ends, min, max].filter((limit) => limit !== undefined))];
}

/** The band a value is in. */
export function bandOf(bands: readonly ChartBand[], value: number): ChartBand | undefined {
  return bands.find(({ from, to }) => value >= (from ?? -Infinity) && value < (to ?? Infinity));
}
