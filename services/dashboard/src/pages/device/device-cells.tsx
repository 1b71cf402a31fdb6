import { metricWords } from '../../parts/chart/chart-words.js';
import { RangePicker } from '../../parts/chart/range-picker.js';
import type { Preset } from '../../parts/chart/time-range.js';
import { useRange } from '../../parts/chart/use-range.js';
import { CellMap } from '../../parts/heat-map/cell-map.js';
import type { ProfileMetric } from '../../parts/diff/profile-metric.js';
import { CellsOverTime } from './cells-over-time.js';
import type { Latest } from './use-device.js';

interface Props {
  readonly device: string;
  /** Those that have a number a cell. */
  readonly metrics: readonly ProfileMetric[];
  readonly latest: Latest | undefined;
  readonly zone: string;
  /** Where the address names no range. */
  readonly preset: Preset;
}

/** Which cells are being balanced stands in the maps of the other metrics. */
const isBalancing = ({ metric }: ProfileMetric): boolean => /balancing$/i.test(metric);

/** Other lists are shown in the same way, under another word. */
export const isOfCells = (metric: string): boolean => /^cell/i.test(metric);

/** The cells of a pack, now and over time. */
export function DeviceCells({ device, metrics, latest, zone, preset }: Props) {
  const shown = useRange(preset);
  const marks = metrics.find(isBalancing);
  const balancing = marks && cellsOf(latest, marks.metric);
  const maps = metrics.filter((metric) => metric !== marks);
  return (
    <div className="stack">
      {maps.map(({ metric, unit }) => {
        const values = cellsOf(latest, metric);
        return (
          <section key={metric} className="card stack">
            <h2>{metricWords(metric)}</h2>
            {values === undefined ? (
              <p className="muted">The device sent none yet.</p>
            ) : (
              <CellMap
                word={isOfCells(metric) ? 'Cell' : 'Number'}
                label={metricWords(metric)}
                values={values}
                unit={unit}
                balancing={balancing}
              />
            )}
          </section>
        );
      })}
      <h2>Over time</h2>
      <RangePicker shown={shown} zone={zone} />
      {maps.map((metric) => (
        <CellsOverTime key={metric.metric} {...{ device, metric, shown, zone }} />
      ))}
    </div>
  );
}

function cellsOf(latest: Latest | undefined, metric: string): readonly number[] | undefined {
  const value = latest?.values[metric];
  return Array.isArray(value) ? value : undefined;
}
