import { useState } from 'react';
import { useSites } from '../../api/use-registry.js';
import { Field } from '../../parts/field.js';
import { ruleWords, type DeskFilter } from './desk-filter.js';

interface Props {
  readonly filter: DeskFilter;
  /** Those that occur. */
  readonly rules: readonly string[];
  readonly onChoose: (name: keyof DeskFilter, value: string) => void;
}

export function DeskFilters({ filter, rules, onChoose }: Props) {
  const sites = useSites().data ?? [];
  const known = filter.rule === undefined || rules.includes(filter.rule) ? rules : [...rules, filter.rule];
  return (
    <div className="desk-filters" role="search" aria-label="Filters">
      <DeviceFilter key={filter.device ?? ''} device={filter.device ?? ''} onChoose={onChoose} />
      <Choice
        label="Site"
        value={filter.site ?? ''}
        options={[['', 'All'], ...sites.map(({ id, name }) => [id, name] as const)]}
        onChoose={(value) => onChoose('site', value)}
      />
      <Choice
        label="Reason"
        value={filter.rule ?? ''}
        options={[['', 'All'], ...known.map((rule) => [rule, ruleWords(rule)] as const)]}
        onChoose={(value) => onChoose('rule', value)}
      />
      <Choice
        label="What was refused"
        value={filter.kind ?? ''}
        options={[
          ['', 'All'],
          ['reading', 'Whole readings'],
          ['value', 'Single values'],
        ]}
        onChoose={(value) => onChoose('kind', value)}
      />
      <Choice
        label="Replayed"
        value={filter.replayed ?? 'all'}
        options={[
          ['false', 'Not yet'],
          ['true', 'Replayed'],
          ['all', 'Both'],
        ]}
        onChoose={(value) => onChoose('replayed', value)}
      />
    </div>
  );
}

interface DeviceFilterProps extends Pick<Props, 'onChoose'> {
  readonly device: string;
}

function DeviceFilter({ device, onChoose }: DeviceFilterProps) {
  const [text, setText] = useState(device);
  const isName = text === '' || /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/.test(text);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isName) onChoose('device', text);
      }}
    >
      <Field label="Device" hint="Enter to search" fault={isName ? undefined : 'letters, digits, . _ : - only'}>
        {(ids) => (
          <input
            {...ids}
            type="search"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              if (event.target.value === '') onChoose('device', '');
            }}
          />
        )}
      </Field>
    </form>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly onChoose: (value: string) => void;
}

function Choice({ label, value, options, onChoose }: ChoiceProps) {
  return (
    <Field label={label}>
      {(ids) => (
        <select {...ids} value={value} onChange={(event) => onChoose(event.target.value)}>
          {options.map(([id, words]) => (
            <option key={id} value={id}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
