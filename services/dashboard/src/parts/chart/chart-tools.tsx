import { moved, scaled, type TimeRange } from './time-range.js';

interface Props {
  readonly label: string;
  readonly range: TimeRange;
  readonly zoomed: boolean;
  readonly onZoom: (range: TimeRange) => void;
  readonly onReset: () => void;
}

/** What dragging and keys do, as buttons. */
export function ChartTools({ label, range, zoomed, onZoom, onReset }: Props) {
  const tools = [
    ['◀', 'Earlier', () => onZoom(moved(range, -0.5))],
    ['▶', 'Later', () => onZoom(moved(range, 0.5))],
    ['+', 'Zoom in', () => onZoom(scaled(range, 0.5))],
    ['−', 'Zoom out', () => onZoom(scaled(range, 2))],
  ] as const;
  return (
    <div className="chart-tools" role="group" aria-label={`Range of ${label}`}>
      {tools.map(([sign, words, act]) => (
        <button key={words} type="button" className="button quiet" aria-label={words} title={words} onClick={act}>
          {sign}
        </button>
      ))}
      {zoomed && (
        <button type="button" className="button quiet" onClick={onReset}>
          Back
        </button>
      )}
    </div>
  );
}
