import { useMemo } from 'react';
import type { ChartLine } from '../../parts/chart/chart-line.js';
import { metricWords } from '../../parts/chart/chart-words.js';
import { TimeChart } from '../../parts/chart/time-chart.js';
import type { RangeInUrl } from '../../parts/chart/use-range.js';
import { useRawSeries, type RawSeries } from '../../parts/chart/use-series.js';
import { cellHistory, extremesOf, type CellsAt } from '../../parts/heat-map/cell-history.js';
import { CellHistoryPicture } from '../../parts/heat-map/cell-history-picture.js';
import { Loaded } from '../../parts/loaded.js';
import type { ProfileMetric } from '../../parts/diff/profile-metric.js';

interface Props {
  readonly device: string;
  readonly metric: ProfileMetric;
  readonly shown: RangeInUrl;
  readonly zone: string;
}

/** Columns of the picture. */
const COLUMNS = 240;

/** One metric of all cells over a range. */
export function CellsOverTime({ device, metric, shown, zone }: Props) {
  const raw = useRawSeries(device, metric.metric, shown.range);
  return (
    <section className="card stack">
      <h3>{metricWords(metric.metric)}</h3>
      <Loaded query={raw} what={`the cells' ${metricWords(metric.metric).toLowerCase()}`}>
        {(series) => <CellsDrawn {...{ series, metric, shown, zone }} />}
      </Loaded>
    </section>
  );
}

interface DrawnProps extends Omit<Props, 'device'> {
  readonly series: RawSeries;
}

function CellsDrawn({ series, metric, shown, zone }: DrawnProps) {
  const { fromMs, toMs, points, cut } = series;
  const label = metricWords(metric.metric);
  const stalenessMs = metric.stalenessSeconds * 1_000;
  const cells = useMemo(
    () => points.flatMap(([at, value]): CellsAt[] => (Array.isArray(value) ? [[at, value]] : [])),
    [points],
  );
  const history = useMemo(() => cellHistory(cells, { fromMs, toMs }, COLUMNS), [cells, fromMs, toMs]);
  const lines = useMemo((): readonly ChartLine[] => {
    const { lowest, highest } = extremesOf(cells);
    // nothing was left out of raw values: their gaps are those of the staleness
    const rule = { stalenessMs, fromMs, toMs, points: Number.MAX_SAFE_INTEGER };
    return [
      { key: 'highest', label: 'Highest cell', points: highest, rule },
      { key: 'lowest', label: 'Lowest cell', points: lowest, rule },
    ];
  }, [cells, stalenessMs, fromMs, toMs]);
  return (
    <>
      {history && (
        <CellHistoryPicture label={label} history={history} unit={metric.unit} range={{ fromMs, toMs }} zone={zone} />
      )}
      {cut && <p className="muted">Only the first 10,000 readings are shown: zoom in to see the others.</p>}
      <TimeChart
        label={`Lowest and highest of ${label.toLowerCase()}`}
        lines={lines}
        unit={metric.unit}
        zone={zone}
        range={shown.range}
        banded={{ bands: [], min: metric.min, max: metric.max }}
        zoomed={shown.zoomed}
        onZoom={shown.zoom}
        onReset={shown.reset}
      />
    </>
  );
}
