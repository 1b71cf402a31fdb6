import { useEffect, useRef } from 'react';
import { colourReader, onThemeChange } from '../chart/chart-colours.js';
import { momentText } from '../chart/chart-words.js';
import type { TimeRange } from '../chart/time-range.js';
import { leastSpread, mixed, type Colour } from './cell-colour.js';
import type { CellHistory } from './cell-history.js';
import { shareOf } from './cell-statistics.js';

interface Props {
  readonly label: string;
  readonly history: CellHistory;
  readonly unit: string;
  readonly range: TimeRange;
  readonly zone: string;
}

const ROW_PX = 14;

/** Cells over time: a row a cell, from the first at the top; empty where nothing was sent. */
export function CellHistoryPicture({ label, history, unit, range, zone }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current === null) return;
    const colour = colourReader(host.current);
    const draw = (): void => paint(canvas.current, history, leastSpread(unit), (name) => channels(colour(name)));
    draw();
    return onThemeChange(draw);
  }, [history, unit]);
  const span = range.toMs - range.fromMs;
  return (
    <div ref={host}>
      <canvas
        ref={canvas}
        className="cell-history"
        width={history.columns.length}
        height={history.cells}
        style={{ height: Math.min(480, history.cells * ROW_PX) }}
        role="img"
        aria-label={`${label} of ${history.cells} cells over time; the lines below tell the lowest and the highest`}
      />
      <div className="cell-axis">
        <span>{momentText(range.fromMs, zone, span)}</span>
        <span>{momentText(range.toMs, zone, span)}</span>
      </div>
    </div>
  );
}

function paint(
  canvas: HTMLCanvasElement | null,
  { columns, cells, lowest, highest }: CellHistory,
  least: number,
  colour: (name: string) => Colour,
): void {
  const context = canvas?.getContext('2d');
  if (canvas === null || !context) return;
  const lacking = Math.max(0, least - (highest - lowest)) / 2;
  const [low, middle, high] = [colour('cell-low'), colour('cell-middle'), colour('cell-high')];
  const image = context.createImageData(columns.length, cells);
  columns.forEach((column, x) =>
    column?.forEach((value, cell) => {
      const [red, green, blue] = mixed(shareOf(value, lowest - lacking, highest + lacking), low, middle, high);
      image.data.set([red, green, blue, 255], (cell * columns.length + x) * 4);
    }),
  );
  context.putImageData(image, 0, 0);
}

/** Of `rgb(1, 2, 3)`, as computed styles are written. */
function channels(colour: string): Colour {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue];
}
