import { useSearchParams } from 'wouter';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { Skeleton } from '../../parts/skeleton.js';
import { metricWords } from '../../parts/chart/chart-words.js';
import { CsvLink } from '../../parts/chart/csv-link.js';
import { RangePicker } from '../../parts/chart/range-picker.js';
import { useLivePoints } from '../../parts/chart/use-live-points.js';
import type { Preset } from '../../parts/chart/time-range.js';
import { useRange } from '../../parts/chart/use-range.js';
import { useSeries } from '../../parts/chart/use-series.js';
import type { ChartBand } from '../../parts/chart/value-scale.js';
import type { ProfileMetric } from '../../parts/diff/profile-metric.js';
import { MetricLine } from './metric-line.js';
import { MetricStrip } from './metric-strip.js';
import { chosenMetrics, drawingOf } from './metric-order.js';

interface Props {
  readonly device: string;
  readonly metrics: readonly ProfileMetric[];
  readonly bands: readonly (ChartBand & { readonly metric: string })[];
  readonly zone: string;
  /** What it sent so far. */
  readonly sent: readonly string[];
  /** Where the address names no range. */
  readonly preset: Preset;
}

/** Charts of the chosen metrics over one range. */
export function DeviceCharts({ device, metrics, bands, zone, sent, preset }: Props) {
  const shown = useRange(preset);
  const [search, setSearch] = useSearchParams();
  const chosen = chosenMetrics(metrics, search.get('metrics'), sent);
  const drawn = metrics.filter(({ metric }) => chosen.includes(metric));
  const lines = drawn.filter((metric) => drawingOf(metric) === 'line').map(({ metric }) => metric);
  const series = useSeries(device, lines, shown.range);
  const live = useLivePoints([device], shown.range.preset !== undefined);
  const choose = (metric: string, on: boolean): void => {
    const next = new URLSearchParams(search);
    next.set('metrics', (on ? [...chosen, metric] : chosen.filter((name) => name !== metric)).join(','));
    setSearch(next, { replace: true });
  };
  return (
    <section className="stack" aria-label="Charts">
      <RangePicker shown={shown} zone={zone} />
      <MetricChips metrics={metrics} chosen={chosen} onChoose={choose} />
      {series.error && (
        <ProblemNotice error={series.error} what="The charts were not loaded." onRetry={() => void series.refetch()} />
      )}
      {series.data === undefined && series.error === null && lines.length > 0 ? (
        <Skeleton what="the charts" lines={8} />
      ) : (
        <div className="chart-grid">
          {drawn.map((metric) => {
            const its = { device, metric, zone, shown, live };
            return drawingOf(metric) === 'line' ? (
              <MetricLine
                key={metric.metric}
                {...its}
                bands={bands.filter((band) => band.metric === metric.metric)}
                series={series.data}
              />
            ) : (
              <MetricStrip key={metric.metric} {...its} />
            );
          })}
        </div>
      )}
      <div className="row">
        <CsvLink device={device} metrics={chosen} range={shown.range} />
      </div>
    </section>
  );
}

interface ChipsProps {
  readonly metrics: readonly ProfileMetric[];
  readonly chosen: readonly string[];
  readonly onChoose: (metric: string, on: boolean) => void;
}

function MetricChips({ metrics, chosen, onChoose }: ChipsProps) {
  const drawable = metrics.filter((metric) => drawingOf(metric) !== 'cells');
  return (
    <details>
      <summary>
        Metrics: {chosen.length} of {drawable.length} shown
      </summary>
      <div className="chips" role="group" aria-label="Metrics shown">
        {drawable.map(({ metric }) => (
          <label key={metric}>
            <input
              type="checkbox"
              checked={chosen.includes(metric)}
              disabled={chosen.length === 1 && chosen[0] === metric}
              onChange={(event) => onChoose(metric, event.target.checked)}
            />
            {metricWords(metric)}
          </label>
        ))}
      </div>
    </details>
  );
}
