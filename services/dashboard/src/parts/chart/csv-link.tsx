import type { TimeRange } from './time-range.js';

interface Props {
  readonly device: string;
  readonly metrics: readonly string[];
  readonly range: TimeRange;
}

/** Every reading of the range as a file, not only what the chart has room for. */
export function CsvLink({ device, metrics, range }: Props) {
  const query = new URLSearchParams([
    ...metrics.map((metric) => ['metric', metric] as [string, string]),
    ['from', String(Math.floor(range.fromMs))],
    ['to', String(Math.ceil(range.toMs))],
  ]);
  return (
    <a className="button" href={`/api/v1/devices/${encodeURIComponent(device)}/series.csv?${query}`} download>
      Export CSV
      {metrics.length === 1 && <span className="hidden-words"> of {metrics[0]}</span>}
    </a>
  );
}
