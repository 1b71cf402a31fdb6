import type uPlot from 'uplot';
import type { ChartBand } from './value-scale.js';

export interface BandedRange {
  readonly bands: readonly ChartBand[];
  /** The profile's range: what is believed at all. */
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** Paints what the values mean behind the lines: the bands that are not normal, and the ends of the profile's range. */
export function drawBands(plot: uPlot, { bands, min, max }: BandedRange, colour: (name: string) => string): void {
  const { ctx, bbox } = plot;
  const y = (value: number): number =>
    Math.min(bbox.top + bbox.height, Math.max(bbox.top, plot.valToPos(value, 'y', true)));
  const bottom = bbox.top + bbox.height;
  ctx.save();
  for (const { from, to, level } of bands) {
    if (level === 'normal') continue;
    const [upper, lower] = [to === undefined ? bbox.top : y(to), from === undefined ? bottom : y(from)];
    ctx.fillStyle = colour(`chart-${level}`);
    if (lower > upper) ctx.fillRect(bbox.left, upper, bbox.width, lower - upper);
  }
  ctx.strokeStyle = colour('chart-limit');
  ctx.setLineDash([6, 4]);
  for (const limit of [min, max]) {
    const at = limit === undefined ? undefined : plot.valToPos(limit, 'y', true);
    if (at === undefined || at < bbox.top || at > bottom) continue;
    ctx.beginPath();
    ctx.moveTo(bbox.left, at);
    ctx.lineTo(bbox.left + bbox.width, at);
    ctx.stroke();
  }
  ctx.restore();
}
