import { timeText, valueText } from '../../app/format.js';
import { metricWords } from '../../parts/chart/chart-words.js';
import { bandOf, type ChartBand } from '../../parts/chart/value-scale.js';
import type { ProfileMetric } from '../../parts/diff/profile-metric.js';
import { EmptyState } from '../../parts/empty-state.js';
import type { Latest } from './use-device.js';

interface Props {
  /** The most telling first. */
  readonly metrics: readonly ProfileMetric[];
  readonly bands: readonly (ChartBand & { readonly metric: string })[];
  readonly latest: Latest;
  readonly zone: string;
}

const HEADLINES = 8;

/** Latest values: the headline ones as tiles, the rest behind a fold. */
export function LatestValues({ metrics, bands, latest, zone }: Props) {
  // cells have a tab of their own
  const had = metrics.filter(({ metric, type }) => type !== 'number[]' && latest.values[metric] !== undefined);
  if (had.length === 0) {
    return (
      <EmptyState title="No reading yet">
        <p>
          As soon as the device sends, its values stand here. How to connect it: “Add device” shows a program for it.
        </p>
      </EmptyState>
    );
  }
  const tile = (metric: ProfileMetric, index: number) => (
    <Tile key={metric.metric} metric={metric} bands={bands} value={latest.values[metric.metric]} first={index === 0} />
  );
  return (
    <section className="stack" aria-label="Latest values">
      <div className="tiles">{had.slice(0, HEADLINES).map(tile)}</div>
      {had.length > HEADLINES && (
        <details>
          <summary>{had.length - HEADLINES} more values</summary>
          <div className="tiles">{had.slice(HEADLINES).map((metric, index) => tile(metric, index + 1))}</div>
        </details>
      )}
      {latest.at !== null && <p className="muted">Measured {timeText(latest.at, zone)}</p>}
    </section>
  );
}

interface TileProps {
  readonly metric: ProfileMetric;
  readonly bands: Props['bands'];
  readonly value: Latest['values'][string] | undefined;
  readonly first: boolean;
}

function Tile({ metric: { metric, unit }, bands, value, first }: TileProps) {
  const its = bands.filter((band) => band.metric === metric);
  const band = typeof value === 'number' ? bandOf(its, value) : undefined;
  const level = band === undefined || band.level === 'normal' ? '' : band.level;
  return (
    <div className={`tile ${first ? 'first' : ''} ${level}`} title={band?.meaning}>
      <span>{metricWords(metric)}</span>
      <strong>{value === undefined ? 'none' : valueText(value, unit)}</strong>
      {level !== '' && <span>{level}</span>}
    </div>
  );
}
