import { Field } from '../../parts/field.js';
import { MetricForm } from './metric-form.js';
import {
  LIFETIMES,
  metricFault,
  NEW_METRIC,
  type DraftMetric,
  type Lifetime,
  type ProfileDraft,
} from './profile-draft.js';
import { wantedOf } from '../../parts/diff/profile-metric.js';

interface Props {
  readonly draft: ProfileDraft;
  readonly onChange: (draft: ProfileDraft) => void;
}

export function DraftForm({ draft, onChange }: Props) {
  const { metrics } = draft;
  const change = (index: number, metric: DraftMetric): void =>
    onChange({ ...draft, metrics: metrics.map((its, at) => (at === index ? metric : its)) });
  return (
    <div className="stack">
      <section className="card metric-form">
        <Field label="Name" fault={draft.name.trim() === '' ? 'a name is needed' : undefined}>
          {(ids) => (
            <input
              {...ids}
              value={draft.name}
              maxLength={120}
              onChange={(event) => onChange({ ...draft, name: event.target.value })}
            />
          )}
        </Field>
        <Field label="Kept" hint="Aggregates stay longer">
          {(ids) => (
            <select
              {...ids}
              value={draft.lifetime}
              onChange={(event) => onChange({ ...draft, lifetime: event.target.value as Lifetime })}
            >
              {Object.entries(LIFETIMES).map(([lifetime, words]) => (
                <option key={lifetime} value={lifetime}>
                  {words}
                </option>
              ))}
            </select>
          )}
        </Field>
      </section>
      {metrics.map((metric, index) => {
        const fault = metricFault(metric, metrics);
        return (
          // the place is what a metric is known by while its name is being typed
          <details key={index} className="card" open={metrics.length === 1 || fault !== undefined}>
            <summary>
              <code>{metric.metric || 'new metric'}</code> {wantedOf(metric)}
              {fault !== undefined && <strong> — {fault}</strong>}
            </summary>
            <MetricForm
              metric={metric}
              fault={fault}
              onChange={(next) => change(index, next)}
              onRemove={() => onChange({ ...draft, metrics: metrics.filter((_, at) => at !== index) })}
            />
          </details>
        );
      })}
      <div className="row">
        <button
          type="button"
          className="button"
          onClick={() => onChange({ ...draft, metrics: [...metrics, NEW_METRIC] })}
        >
          Add a metric
        </button>
      </div>
    </div>
  );
}
