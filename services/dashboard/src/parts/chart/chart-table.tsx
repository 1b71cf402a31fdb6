import { valueText } from '../../app/format.js';
import type { ChartLine } from './chart-line.js';
import { summarise } from './chart-summary.js';
import { momentText } from './chart-words.js';
import type { TimeRange } from './time-range.js';

const ROWS = 12;

interface Props {
  readonly lines: readonly ChartLine[];
  readonly unit: string;
  readonly zone: string;
  readonly range: TimeRange;
  readonly label: string;
}

/** What the chart shows, in words: for who does not see it, and for who wants to read the numbers. */
export function ChartTable({ lines, unit, zone, range, label }: Props) {
  const spanMs = range.toMs - range.fromMs;
  return (
    <details className="chart-details">
      <summary>As a table</summary>
      <div role="region" aria-label={`${label} as a table`} tabIndex={0}>
        <table className="table">
          <thead>
            <tr>
              {lines.length > 1 && <th scope="col">Device</th>}
              <th scope="col">From ({zone})</th>
              <th scope="col" className="number">
                Lowest
              </th>
              <th scope="col" className="number">
                Highest
              </th>
              <th scope="col" className="number">
                Last
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.flatMap(({ key, label: name, points }) =>
              summarise(points, range, ROWS).map((row) => (
                <tr key={`${key} ${row.fromMs}`}>
                  {lines.length > 1 && <td>{name}</td>}
                  <td>{momentText(row.fromMs, zone, spanMs)}</td>
                  <td className="number">{valueText(row.lowest, unit)}</td>
                  <td className="number">{valueText(row.highest, unit)}</td>
                  <td className="number">{valueText(row.last, unit)}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
    </details>
  );
}
