import { Loaded } from '../../parts/loaded.js';
import { metricWords } from '../../parts/chart/chart-words.js';
import { StateStrip } from '../../parts/chart/state-strip.js';
import { liveKey, type useLivePoints } from '../../parts/chart/use-live-points.js';
import type { RangeInUrl } from '../../parts/chart/use-range.js';
import { useRawSeries, type RawPoint } from '../../parts/chart/use-series.js';
import type { StripValue } from '../../parts/chart/value-runs.js';
import type { ProfileMetric } from '../../parts/diff/profile-metric.js';

interface Props {
  readonly device: string;
  readonly metric: ProfileMetric;
  readonly zone: string;
  readonly shown: RangeInUrl;
  readonly live: ReturnType<typeof useLivePoints>;
}

/** A state, a boolean or a text over time. */
export function MetricStrip({ device, metric: { metric, stalenessSeconds }, zone, shown, live }: Props) {
  const raw = useRawSeries(device, metric, shown.range);
  const label = metricWords(metric);
  return (
    <section className="card stack">
      <h2>{label}</h2>
      <Loaded query={raw} what={label} lines={2}>
        {({ points, cut }) => {
          const last = points.at(-1)?.[0] ?? -Infinity;
          const newer = cut ? [] : (live.get(liveKey(device, metric)) ?? []).filter(([at]) => at > last);
          return (
            <>
              <StateStrip
                label={label}
                points={[...points, ...newer].flatMap(stripPoint)}
                stalenessMs={stalenessSeconds * 1_000}
                range={shown.range}
                zone={zone}
              />
              {cut && <p className="muted">Only the first 10,000 values are shown: zoom in to see the others.</p>}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function stripPoint([at, value]: RawPoint): readonly (readonly [number, StripValue])[] {
  return Array.isArray(value) ? [] : [[at, value]];
}
