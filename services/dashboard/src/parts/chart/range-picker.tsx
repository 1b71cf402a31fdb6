import { useState } from 'react';
import { Field } from '../field.js';
import { knownZone } from './chart-words.js';
import { PRESETS, type Preset } from './time-range.js';
import type { RangeInUrl } from './use-range.js';
import { fromLocalField, toLocalField } from './zone-time.js';

interface Props {
  readonly shown: RangeInUrl;
  readonly zone: string;
}

/** The last hour, day, week or month, or a range of one's own in the site's time. */
export function RangePicker({ shown, zone }: Props) {
  const [own, setOwn] = useState(false);
  const { range, choose } = shown;
  return (
    <div className="stack">
      <div className="row" role="group" aria-label="Range of time">
        {(Object.keys(PRESETS) as Preset[]).map((preset) => (
          <button
            key={preset}
            type="button"
            className={`button${range.preset === preset ? ' primary' : ''}`}
            aria-pressed={range.preset === preset}
            title={PRESETS[preset].words}
            onClick={() => choose(preset)}
          >
            {PRESETS[preset].label}
          </button>
        ))}
        <button
          type="button"
          className={`button${range.preset === undefined ? ' primary' : ''}`}
          aria-pressed={range.preset === undefined}
          aria-expanded={own}
          onClick={() => setOwn(!own)}
        >
          Own range
        </button>
        <span className="muted">Times in {zone}</span>
      </div>
      {own && <OwnRange shown={shown} zone={knownZone(zone)} />}
    </div>
  );
}

function OwnRange({ shown: { range, zoom }, zone }: Props) {
  const [from, setFrom] = useState(() => toLocalField(range.fromMs, zone));
  const [to, setTo] = useState(() => toLocalField(range.toMs, zone));
  const [fromMs, toMs] = [fromLocalField(from, zone), fromLocalField(to, zone)];
  const usable = fromMs !== undefined && toMs !== undefined && fromMs < toMs;
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        if (usable) zoom({ fromMs, toMs });
      }}
    >
      <Field label={`From (${zone})`}>
        {(ids) => (
          <input {...ids} type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
        )}
      </Field>
      <Field label={`To (${zone})`} fault={usable ? undefined : 'expected a time after the first one'}>
        {(ids) => <input {...ids} type="datetime-local" value={to} onChange={(event) => setTo(event.target.value)} />}
      </Field>
      <button type="submit" className="button primary" disabled={!usable}>
        Show
      </button>
    </form>
  );
}
