import uPlot from 'uplot';
import { numberText, unitText } from '../../app/format.js';
import { lineColour, lineDash } from './chart-colours.js';
import type { ChartLine } from './chart-line.js';
import { axisTimes, knownZone } from './chart-words.js';
import { drawBands, type BandedRange } from './draw-bands.js';
import { limitsOf, valueScale } from './value-scale.js';

export interface PlotWishes {
  readonly width: number;
  readonly height: number;
  readonly zone: string;
  readonly unit: string;
  readonly lines: readonly Pick<ChartLine, 'key' | 'label'>[];
  readonly banded: BandedRange;
  /** A level that holds until the next value, such as a setpoint. */
  readonly stepped: boolean;
  readonly colour: (name: string) => string;
  /** The reader dragged over this part. */
  readonly onSelect: (fromMs: number, toMs: number) => void;
  readonly onReset: () => void;
  readonly onCursor: (plot: uPlot) => void;
}

export function plotOptions(wishes: PlotWishes): uPlot.Options {
  const { width, height, zone, colour, banded } = wishes;
  const limits = limitsOf(banded.bands, banded.min, banded.max);
  return {
    width,
    height,
    ms: 1,
    tzDate: (ms) => uPlot.tzDate(new Date(ms), knownZone(zone)),
    legend: { show: false },
    padding: [12, 12, 0, 0],
    cursor: {
      y: false,
      drag: { x: true, y: false, setScale: false, dist: 6 },
      bind: {
        dblclick: () => () => {
          wishes.onReset();
          return null;
        },
      },
    },
    scales: {
      x: { time: true, auto: false },
      y: { range: (_plot, lowest, highest) => valueScale(lowest, highest, limits) },
    },
    axes: axesOf(wishes),
    series: [{}, ...seriesOf(wishes)],
    hooks: {
      drawClear: [(plot) => drawBands(plot, banded, colour)],
      setCursor: [wishes.onCursor],
      setSelect: [
        (plot) => {
          const { left, width: across } = plot.select;
          if (across < 1) return;
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          wishes.onSelect(plot.posToVal(left, 'x'), plot.posToVal(left + across, 'x'));
        },
      ],
    },
  };
}

function axesOf({ zone, unit, width, colour }: PlotWishes): uPlot.Axis[] {
  const lines = {
    stroke: () => colour('chart-text'),
    grid: { stroke: () => colour('chart-grid'), width: 1 },
    ticks: { stroke: () => colour('chart-grid'), width: 1 },
    font: '12px system-ui, sans-serif',
  };
  const symbol = unitText(unit);
  return [
    {
      ...lines,
      space: width < 500 ? 64 : 90,
      size: 44,
      values: (_plot, splits, ...[, , stepMs]) => axisTimes(splits, stepMs, zone),
    },
    {
      ...lines,
      size: (_plot, values) => Math.max(44, ...(values ?? []).map((value) => 16 + 7.2 * String(value).length)),
      values: (_plot, splits) =>
        splits.map((split, index) => (index === splits.length - 1 ? withUnit(split, symbol) : numberText(split))),
    },
  ];
}

function withUnit(value: number, symbol: string): string {
  return symbol === '' ? numberText(value) : `${numberText(value)} ${symbol}`;
}

function seriesOf({ lines, colour, stepped }: PlotWishes): uPlot.Series[] {
  const paths = stepped ? uPlot.paths.stepped?.({ align: 1 }) : undefined;
  return lines.map(({ label }, index) => ({
    label,
    stroke: () => colour(lineColour(index)),
    dash: lineDash(index),
    width: 1.75,
    spanGaps: false,
    // a value alone between two gaps has no line: it is drawn as a point
    points: { size: 5, fill: () => colour(lineColour(index)) },
    ...(paths === undefined ? {} : { paths }),
  }));
}
