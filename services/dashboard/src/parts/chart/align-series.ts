/** Times in ms since 1970, then the values of each series: null breaks its line, undefined has no point of it there. */
export type AlignedSeries = [number[], ...(number | null | undefined)[][]];

/** Several series over one axis of time. Each is in order of time. */
export function alignSeries(series: readonly (readonly (readonly [number, number | null])[])[]): AlignedSeries {
  const times = [...new Set(series.flatMap((points) => points.map(([at]) => at)))].sort((one, other) => one - other);
  const columns = series.map((points) => {
    const values = new Map(points);
    return times.map((at) => values.get(at));
  });
  return [times, ...columns];
}
