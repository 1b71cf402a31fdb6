import { unitText } from '../../app/format.js';
import { keyPathOf, wantedOf, type ProfileMetric } from '../../parts/diff/profile-metric.js';

export function MetricTable({ metrics }: { readonly metrics: readonly ProfileMetric[] }) {
  return (
    <table className="table cards">
      <thead>
        <tr>
          <th scope="col">Metric</th>
          <th scope="col">Unit</th>
          <th scope="col">Kind</th>
          <th scope="col">Takes</th>
          <th scope="col">Stale after</th>
          <th scope="col">In the payload</th>
        </tr>
      </thead>
      <tbody>
        {metrics.map((metric) => (
          <tr key={metric.metric}>
            <td data-label="Metric">
              <code>{metric.metric}</code>
            </td>
            <td data-label="Unit">{unitText(metric.unit) || 'none'}</td>
            <td data-label="Kind">{metric.kind}</td>
            <td data-label="Takes">{wantedOf(metric)}</td>
            <td data-label="Stale after">{metric.stalenessSeconds} s</td>
            <td data-label="In the payload">
              <code>{keyPathOf(metric).join('.')}</code>
              {metric.scale !== undefined && ` × ${metric.scale}`}
              {metric.offset !== undefined && ` + ${metric.offset}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
