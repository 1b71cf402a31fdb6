import { appendLive, type ChartLine } from '../../parts/chart/chart-line.js';
import { metricWords } from '../../parts/chart/chart-words.js';
import { CsvLink } from '../../parts/chart/csv-link.js';
import { numbersOf } from '../../parts/chart/numbers-of.js';
import { TimeChart } from '../../parts/chart/time-chart.js';
import { liveKey, useLivePoints } from '../../parts/chart/use-live-points.js';
import type { RangeInUrl } from '../../parts/chart/use-range.js';
import { POINTS, useSeriesOfMany } from '../../parts/chart/use-series.js';
import type { ChartBand } from '../../parts/chart/value-scale.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import type { Together } from './compared.js';

interface Props {
  readonly metric: string;
  readonly shared: Together;
  readonly bands: readonly ChartBand[];
  readonly shown: RangeInUrl;
  readonly zone: string;
}

export function ComparedChart({ metric, shared, bands, shown, zone }: Props) {
  const names = shared.devices.map(({ device }) => device);
  const series = useSeriesOfMany(names, metric, shown.range);
  const live = useLivePoints(names, shown.range.preset !== undefined);
  const lines = shared.devices.map(({ device, spec }, index): ChartLine => {
    const { points, fromMs = 0, toMs = 1 } = series[index]?.data ?? {};
    return {
      key: device,
      label: device,
      points: appendLive(points?.get(metric) ?? [], numbersOf(live.get(liveKey(device, metric)) ?? [])),
      rule: { stalenessMs: spec.stalenessSeconds * 1_000, fromMs, toMs, points: POINTS },
    };
  });
  const first = shared.devices[0]?.spec;
  return (
    <section className="card stack">
      <h2>{metricWords(metric)}</h2>
      {series.map(({ error, refetch }, index) =>
        error === null ? null : (
          <ProblemNotice
            key={names[index]}
            error={error}
            what={`${names[index]} was not loaded.`}
            onRetry={() => void refetch()}
          />
        ),
      )}
      {shared.left.length > 0 && <p className="notice warn">Not drawn: {shared.left.join('; ')}.</p>}
      <TimeChart
        label={metricWords(metric)}
        lines={lines}
        unit={shared.unit}
        zone={zone}
        range={shown.range}
        banded={{ bands, min: first?.min, max: first?.max }}
        height={380}
        zoomed={shown.zoomed}
        onZoom={shown.zoom}
        onReset={shown.reset}
      />
      <div className="row">
        {names.map((device) => (
          <span key={device} className="row">
            {device}: <CsvLink device={device} metrics={[metric]} range={shown.range} />
          </span>
        ))}
      </div>
    </section>
  );
}
