import { useState } from 'react';
import { Field } from '../../parts/field.js';
import { optionalNumber, type DraftMetric } from './profile-draft.js';

interface Props {
  readonly metric: DraftMetric;
  readonly fault: string | undefined;
  readonly onChange: (metric: DraftMetric) => void;
  readonly onRemove: () => void;
}

const KINDS = {
  gauge: 'a level',
  counter: 'rises, may start anew',
  absolute: 'what was used since the last reading',
  state: 'one of few',
} as const;
const TYPES = {
  number: 'number',
  boolean: 'true or false',
  string: 'text',
  'number[]': 'numbers, one a cell',
} as const;

export function MetricForm({ metric, fault, onChange, onRemove }: Props) {
  const isNumeric = metric.type === 'number' || metric.type === 'number[]';
  const text = (list: readonly string[] | undefined): string => list?.join(', ') ?? '';
  const listOf = (typed: string): readonly string[] | undefined => {
    const items = typed
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
    return items.length === 0 ? undefined : items;
  };
  return (
    <div className="stack">
      <div className="metric-form">
        <TextField label="Metric" value={metric.metric} onChange={(to) => onChange({ ...metric, metric: to })} />
        <Choice label="Type" value={metric.type} options={TYPES} onChange={(type) => onChange({ ...metric, type })} />
        <Choice label="Kind" value={metric.kind} options={KINDS} onChange={(kind) => onChange({ ...metric, kind })} />
        <TextField
          label="Unit"
          hint="UCUM: V, Cel, kW.h, ug/m3; 1 for none"
          value={metric.unit}
          onChange={(unit) => onChange({ ...metric, unit })}
        />
        {isNumeric && (
          <>
            <NumberField label="Lowest" value={metric.min} onChange={(min) => onChange({ ...metric, min })} />
            <NumberField label="Highest" value={metric.max} onChange={(max) => onChange({ ...metric, max })} />
            <NumberField
              label="Largest step"
              value={metric.largestStep}
              onChange={(largestStep) => onChange({ ...metric, largestStep })}
            />
            <NumberField
              label="Scale"
              hint="stored = sent × scale + offset"
              value={metric.scale}
              onChange={(scale) => onChange({ ...metric, scale })}
            />
            <NumberField label="Offset" value={metric.offset} onChange={(offset) => onChange({ ...metric, offset })} />
          </>
        )}
        {metric.type === 'string' && (
          <LateField
            label="States"
            hint="With commas; empty: any text"
            value={text(metric.states)}
            onChange={(typed) => onChange({ ...metric, states: listOf(typed) })}
          />
        )}
        <NumberField
          label="Stale after, s"
          value={metric.stalenessSeconds}
          onChange={(seconds) => onChange({ ...metric, stalenessSeconds: seconds ?? Number.NaN })}
        />
        <LateField
          label="Keys in the payload"
          hint="From the outside in, with commas; empty: the metric’s name"
          value={text(metric.keyPath)}
          onChange={(typed) => onChange({ ...metric, keyPath: listOf(typed) })}
        />
      </div>
      {fault !== undefined && (
        <p className="notice bad" role="status">
          {fault}
        </p>
      )}
      <div className="row">
        <button type="button" className="button danger" onClick={onRemove}>
          Remove {metric.metric}
        </button>
      </div>
    </div>
  );
}

interface TextProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function TextField({ label, hint, value, onChange }: TextProps) {
  return (
    <Field label={label} hint={hint}>
      {(ids) => <input {...ids} value={value} spellCheck={false} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}

/** Keeps what is typed as it is typed, commas at its end too. */
function LateField({ value, onChange, ...field }: TextProps) {
  const [typed, setTyped] = useState(value);
  return (
    <TextField
      {...field}
      value={typed}
      onChange={(text) => {
        setTyped(text);
        onChange(text);
      }}
    />
  );
}

interface NumberProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}

function NumberField({ label, hint, value, onChange }: NumberProps) {
  const [typed, setTyped] = useState(value === undefined || Number.isNaN(value) ? '' : String(value));
  const wrong = typed.trim() !== '' && optionalNumber(typed) === undefined;
  return (
    <Field label={label} hint={hint} fault={wrong ? 'expected a number' : undefined}>
      {(ids) => (
        <input
          {...ids}
          inputMode="decimal"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            onChange(optionalNumber(event.target.value));
          }}
        />
      )}
    </Field>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: Readonly<Record<T, string>>;
  readonly onChange: (value: T) => void;
}

function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <Field label={label}>
      {(ids) => (
        <select {...ids} value={value} onChange={(event) => onChange(event.target.value as T)}>
          {(Object.keys(options) as T[]).map((option) => (
            <option key={option} value={option}>
              {option}: {options[option]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
