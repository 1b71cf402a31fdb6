import './chart.css';
import { momentText } from './chart-words.js';
import type { TimeRange } from './time-range.js';
import { heldFor, runsOf, type StripValue } from './value-runs.js';
import { LINE_COLOURS, lineColour } from './chart-colours.js';

interface Props {
  readonly label: string;
  readonly points: readonly (readonly [number, StripValue])[];
  readonly stalenessMs: number;
  readonly range: TimeRange;
  readonly zone: string;
}

const SHOWN_WORD_SHARE = 0.08;

/** A state over time as coloured runs, each with its word; hatched where nobody knows. */
export function StateStrip({ label, points, stalenessMs, range, zone }: Props) {
  const { fromMs, toMs } = range;
  const runs = runsOf(points, stalenessMs, toMs).filter((run) => run.toMs > fromMs && run.fromMs < toMs);
  const held = heldFor(runs);
  const duration = toMs - fromMs;
  const words = [...held.map(({ value }) => value)].sort();
  const colourOf = (value: StripValue): string => `var(--${lineColour(words.indexOf(value) % LINE_COLOURS)})`;
  const share = (ms: number): number => Math.min(1, Math.max(0, (ms - fromMs) / duration));
  return (
    <div>
      <div className="strip" aria-hidden="true">
        {runs.map((run) => {
          const [left, right] = [share(run.fromMs), share(run.toMs)];
          return (
            <span
              key={run.fromMs}
              title={`${wordOf(run.value)}, from ${momentText(run.fromMs, zone, duration)}`}
              style={{
                left: `${left * 100}%`,
                width: `${(right - left) * 100}%`,
                padding: right - left < SHOWN_WORD_SHARE ? 0 : undefined,
                background: colourOf(run.value),
              }}
            >
              {right - left < SHOWN_WORD_SHARE ? '' : wordOf(run.value)}
            </span>
          );
        })}
      </div>
      <ul className="strip-words" aria-label={`${label} in this range`}>
        {held.length === 0 && <li className="muted">No value in this range.</li>}
        {held.map(({ value, ms }) => (
          <li key={String(value)}>
            <span className="chart-mark" style={{ color: colourOf(value) }} />
            <strong>{wordOf(value)}</strong> {Math.round((ms / duration) * 1_000) / 10} % of the time
          </li>
        ))}
      </ul>
    </div>
  );
}

function wordOf(value: StripValue): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}
