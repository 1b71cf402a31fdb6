import type { Schema } from '../../api/client.js';
import { valueText } from '../../app/format.js';
import type { ProfileMetric } from './profile-metric.js';
import './trial-result.css';

const SHOWN = 5;

interface Props {
  readonly trial: Schema<'Trial'>;
  /** For the units. */
  readonly metrics: readonly Pick<ProfileMetric, 'metric' | 'unit'>[];
}

/** What a payload becomes: readings with their values, and what is refused with the reason. */
export function TrialResult({ trial, metrics }: Props) {
  const { readings, refused } = trial;
  const unitOf = new Map(metrics.map(({ metric, unit }) => [metric, unit]));
  return (
    <div className="stack" role="status">
      {refused.length > 0 && (
        <div className="notice bad">
          <strong>{refused.length === 1 ? 'One thing is refused:' : `${refused.length} things are refused:`}</strong>
          <ul>
            {refused.map(({ reason }, index) => (
              <li key={index}>
                {reason.at === undefined ? '' : `Reading ${reason.at + 1}: `}
                {reason.message}
                {reason.value !== undefined && (
                  <>
                    {' '}
                    (sent <code>{reason.value}</code>)
                  </>
                )}
                {reason.expected !== undefined && `; right would be ${reason.expected}`}
              </li>
            ))}
          </ul>
        </div>
      )}
      {refused.length === 0 && readings.length > 0 && <p className="notice good">All of it passes.</p>}
      {readings.slice(0, SHOWN).map((reading, index) => (
        <div key={index}>
          <p className="muted">
            Reading {index + 1}, measured{' '}
            {reading.measuredAt === null ? 'when it arrives' : new Date(reading.measuredAt).toISOString()}, quality{' '}
            {reading.quality}
          </p>
          <dl className="trial-values">
            {Object.entries(reading.values).map(([metric, value]) => (
              <div key={metric}>
                <dt>{metric}</dt>
                <dd>
                  <strong>{valueText(value, unitOf.get(metric))}</strong>
                </dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
      {readings.length > SHOWN && <p className="muted">and {readings.length - SHOWN} more readings</p>}
      {readings.length === 0 && refused.length === 0 && <p className="muted">Nothing comes of it.</p>}
    </div>
  );
}
