import { useEffect, useRef, type RefObject } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { alignedLines, type ChartLine } from './chart-line.js';
import { colourReader, onThemeChange } from './chart-colours.js';
import { pinchZoom } from './pinch-zoom.js';
import { plotOptions, type PlotWishes } from './plot-options.js';
import type { TimeRange } from './time-range.js';

export interface PlotInput extends Pick<PlotWishes, 'height' | 'zone' | 'unit' | 'banded' | 'stepped'> {
  readonly lines: readonly ChartLine[];
  readonly range: TimeRange;
  readonly onZoom: (range: TimeRange) => void;
  readonly onReset: () => void;
  readonly onCursor: (plot: uPlot) => void;
}

/** Draws into the host, follows its width and the theme; the answer holds the plot while there is one. */
export function usePlot(host: RefObject<HTMLDivElement | null>, input: PlotInput): RefObject<uPlot | null> {
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(input);
  useEffect(() => {
    latest.current = input;
  });
  const { zone, unit, height, stepped, banded, lines, range } = input;
  // what cannot be changed in a plot that is there
  const shape = JSON.stringify([zone, unit, height, stepped, banded, lines.map(({ key, label }) => [key, label])]);
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const made = new uPlot(
      plotOptions({
        ...latest.current,
        width: Math.max(240, element.clientWidth),
        colour: colourReader(element),
        onSelect: (fromMs, toMs) => latest.current.onZoom({ fromMs: Math.round(fromMs), toMs: Math.round(toMs) }),
        onReset: () => latest.current.onReset(),
        onCursor: (drawn) => latest.current.onCursor(drawn),
      }),
      undefined,
      element,
    );
    show(made, latest.current);
    plot.current = made;
    const size = new ResizeObserver(() =>
      made.setSize({ width: Math.max(240, element.clientWidth), height: latest.current.height }),
    );
    size.observe(element);
    const stops = [
      onThemeChange(() => made.redraw(false, true)),
      pinchZoom(made.over, {
        range: () => latest.current.range,
        preview: ({ fromMs, toMs }) => made.setScale('x', { min: fromMs, max: toMs }),
        done: (wanted) => latest.current.onZoom(wanted),
      }),
      () => size.disconnect(),
      () => made.destroy(),
      () => element.replaceChildren(),
    ];
    return () => {
      plot.current = null;
      for (const stop of stops) stop();
    };
  }, [host, shape]);
  useEffect(() => {
    if (plot.current !== null) show(plot.current, { lines, range });
  }, [lines, range]);
  return plot;
}

function show(plot: uPlot, { lines, range }: Pick<PlotInput, 'lines' | 'range'>): void {
  plot.batch(() => {
    plot.setData(alignedLines(lines), false);
    plot.setScale('x', { min: range.fromMs, max: range.toMs });
  });
}
