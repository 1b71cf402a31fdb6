const BARS = '▁▂▃▄▅▆▇█';

/**
 * A chart one line high and `width` characters wide: time is cut in equal spans, each bar is the mean of its span between
 * the least and the greatest mean; a span without a value is blank.
 */
export function sparkline(points: readonly (readonly [at: number, value: number])[], width: number): string {
  const first = points[0]?.[0];
  const last = points.at(-1)?.[0];
  if (first === undefined || last === undefined || width < 1) return '';
  const sums = Array.from({ length: width }, () => ({ sum: 0, count: 0 }));
  for (const [at, value] of points) {
    const span = last === first ? 0 : Math.min(width - 1, Math.floor(((at - first) / (last - first)) * width));
    const cell = sums[span];
    if (cell !== undefined) {
      cell.sum += value;
      cell.count++;
    }
  }
  const means = sums.map(({ sum, count }) => (count === 0 ? undefined : sum / count));
  const known = means.filter((mean) => mean !== undefined);
  return means.map((mean) => bar(mean, Math.min(...known), Math.max(...known))).join('');
}

function bar(mean: number | undefined, least: number, greatest: number): string {
  if (mean === undefined) return ' ';
  const share = greatest === least ? 0.5 : (mean - least) / (greatest - least);
  return BARS[Math.min(BARS.length - 1, Math.floor(share * BARS.length))] ?? ' ';
}
