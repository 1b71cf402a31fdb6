import { useRef, useState, type KeyboardEvent } from 'react';
import type uPlot from 'uplot';
import { valueText } from '../../app/format.js';
import './chart.css';
import { ChartTable } from './chart-table.js';
import { ChartTools } from './chart-tools.js';
import { lineColour } from './chart-colours.js';
import type { ChartLine } from './chart-line.js';
import { momentText } from './chart-words.js';
import { readoutOf, stepCursor, type Readout } from './cursor-readout.js';
import type { BandedRange } from './draw-bands.js';
import { moved, scaled, SHORTEST_MS, type TimeRange } from './time-range.js';
import { usePlot } from './use-plot.js';
import { bandOf } from './value-scale.js';

export interface TimeChartProps {
  /** What it shows, such as `Power`. */
  readonly label: string;
  /** Of one unit; several devices are several lines. */
  readonly lines: readonly ChartLine[];
  /** UCUM. */
  readonly unit: string;
  /** IANA zone that times are shown in. */
  readonly zone: string;
  readonly range: TimeRange;
  readonly banded: BandedRange;
  readonly stepped?: boolean;
  readonly height?: number;
  /** Whether {@link onReset} leads anywhere. */
  readonly zoomed: boolean;
  /** The caller fetches this part anew, with as many points as the whole had. */
  readonly onZoom: (range: TimeRange) => void;
  readonly onReset: () => void;
}

const NO_READOUT: Readout | undefined = undefined;

/** Lines over time. Zooms by drag, by two fingers, by keys (+ − arrows) and by buttons; double-click or Escape leads back. */
export function TimeChart(props: TimeChartProps) {
  const { label, lines, unit, zone, range, banded, stepped = false, height = 240, zoomed, onReset } = props;
  const host = useRef<HTMLDivElement>(null);
  const [readout, setReadout] = useState<Readout | undefined>(NO_READOUT);
  const onZoom = (wanted: TimeRange): void => {
    if (wanted.toMs - wanted.fromMs >= SHORTEST_MS) props.onZoom(wanted);
  };
  const onCursor = (plot: uPlot): void => setReadout(readoutOf(plot));
  const plot = usePlot(host, { lines, unit, zone, range, banded, stepped, height, onZoom, onReset, onCursor });
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = keyActions(event)[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  function keyActions({ shiftKey }: KeyboardEvent): Readonly<Record<string, () => void>> {
    const step = (by: number): void => {
      if (shiftKey) onZoom(moved(range, by * 0.25));
      else if (plot.current !== null) stepCursor(plot.current, by);
    };
    return {
      '+': () => onZoom(scaled(range, 0.5)),
      '=': () => onZoom(scaled(range, 0.5)),
      '-': () => onZoom(scaled(range, 2)),
      ArrowLeft: () => step(-1),
      ArrowRight: () => step(1),
      Escape: onReset,
    };
  }
  const empty = lines.every(({ points }) => points.length === 0);
  return (
    <div className="chart">
      <ReadoutLine {...{ readout, lines, unit, zone, banded }} spanMs={range.toMs - range.fromMs} />
      {empty && <p className="chart-empty">No value in this range.</p>}
      <div
        ref={host}
        className="chart-plot"
        hidden={empty}
        role="group"
        tabIndex={0}
        aria-label={`${label}, chart: arrow keys read values, shift with arrow keys moves, plus and minus zoom, Escape leads back`}
        onKeyDown={onKeyDown}
      />
      <div className="row">
        <ChartTools {...{ label, range, zoomed, onZoom, onReset }} />
      </div>
      {!empty && <ChartTable {...{ lines, unit, zone, range, label }} />}
    </div>
  );
}

interface ReadoutProps extends Pick<TimeChartProps, 'lines' | 'unit' | 'zone' | 'banded'> {
  readonly readout: Readout | undefined;
  readonly spanMs: number;
}

/** Value, unit and time under the cursor; without a cursor the last value. */
function ReadoutLine({ readout, lines, unit, zone, banded, spanMs }: ReadoutProps) {
  const values = lines.map(({ points }, line) => (readout === undefined ? points.at(-1)?.[1] : readout.values[line]));
  const lastAt = Math.max(...lines.map(({ points }) => points.at(-1)?.[0] ?? -Infinity));
  const atMs = readout?.atMs ?? lastAt;
  return (
    <div className="chart-readout" role="status" aria-live={readout === undefined ? 'off' : 'polite'}>
      {lines.map(({ key, label }, line) => {
        const value = values[line];
        const band = value === undefined || value === null ? undefined : bandOf(banded.bands, value);
        return (
          <span key={key}>
            <span className="chart-mark" style={{ color: `var(--${lineColour(line)})` }} />
            {lines.length > 1 && `${label}: `}
            <strong>{value === undefined || value === null ? 'no value' : valueText(value, unit)}</strong>
            {band !== undefined && band.level !== 'normal' && ` (${band.level})`}
          </span>
        );
      })}
      {Number.isFinite(atMs) && (
        <span className="muted">
          {readout === undefined ? 'last, ' : ''}
          {momentText(atMs, zone, spanMs)} {zone}
        </span>
      )}
    </div>
  );
}
