import { useMemo } from 'react';
import { numberText, unitText } from '../../app/format.js';
import { appendLive, type ChartLine } from '../../parts/chart/chart-line.js';
import { metricWords } from '../../parts/chart/chart-words.js';
import { numbersOf } from '../../parts/chart/numbers-of.js';
import { TimeChart } from '../../parts/chart/time-chart.js';
import { liveKey, type useLivePoints } from '../../parts/chart/use-live-points.js';
import type { RangeInUrl } from '../../parts/chart/use-range.js';
import { POINTS, type DeviceSeries } from '../../parts/chart/use-series.js';
import type { ChartBand } from '../../parts/chart/value-scale.js';
import { wantedOf, type ProfileMetric } from '../../parts/diff/profile-metric.js';

interface Props {
  readonly device: string;
  readonly metric: ProfileMetric;
  readonly bands: readonly ChartBand[];
  readonly zone: string;
  readonly shown: RangeInUrl;
  readonly series: DeviceSeries | undefined;
  readonly live: ReturnType<typeof useLivePoints>;
}

/** One number over time. */
export function MetricLine({ device, metric, bands, zone, shown, series, live }: Props) {
  const name = metric.metric;
  const points = series?.points.get(name);
  const newer = live.get(liveKey(device, name));
  const { fromMs = 0, toMs = 1 } = series ?? {};
  const lines = useMemo(
    (): readonly ChartLine[] => [
      {
        key: device,
        label: device,
        points: appendLive(points ?? [], numbersOf(newer ?? [])),
        rule: { stalenessMs: metric.stalenessSeconds * 1_000, fromMs, toMs, points: POINTS },
      },
    ],
    [device, points, newer, metric.stalenessSeconds, fromMs, toMs],
  );
  return (
    <section className="card stack">
      <h2>{metricWords(name)}</h2>
      <TimeChart
        label={metricWords(name)}
        lines={lines}
        unit={metric.unit}
        zone={zone}
        range={shown.range}
        banded={{ bands, min: metric.min, max: metric.max }}
        zoomed={shown.zoomed}
        onZoom={shown.zoom}
        onReset={shown.reset}
      />
      <BandWords metric={metric} bands={bands} />
    </section>
  );
}

/** What the colours behind the line say. */
function BandWords({ metric, bands }: { readonly metric: ProfileMetric; readonly bands: readonly ChartBand[] }) {
  const symbol = unitText(metric.unit);
  const ends = ({ from, to }: ChartBand): string => {
    if (from === undefined) return to === undefined ? 'always' : `below ${numberText(to)} ${symbol}`;
    return to === undefined
      ? `from ${numberText(from)} ${symbol}`
      : `${numberText(from)} to ${numberText(to)} ${symbol}`;
  };
  return (
    <details className="chart-details">
      <summary>What is normal</summary>
      <div>
        <ul>
          {bands.map((band) => (
            <li key={`${band.from} ${band.to}`}>
              <strong>{band.level}</strong> {ends(band)}: {band.meaning}
            </li>
          ))}
          <li>Believed at all: {wantedOf(metric)} (dashed lines)</li>
        </ul>
      </div>
    </details>
  );
}
