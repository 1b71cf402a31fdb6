import { useEffect, useState } from 'react';
import { useHints, useProfiles, useSites } from '../../api/use-registry.js';
import { after } from '../../app/browser-clock.js';
import { STATES, type ListQuery, type Sort } from './list-query.js';

const TYPING_MS = 250;

interface Props {
  readonly query: ListQuery;
  readonly onChange: (query: ListQuery) => void;
}

/** Search, filters and, where there are no columns to press, the order. */
export function Filters({ query, onChange }: Props) {
  const sites = useSites().data ?? [];
  const profiles = useProfiles().data ?? [];
  const domains = new Map((useHints().data ?? []).map(({ domain, domainName }) => [domain, domainName]));
  const pick = (field: 'site' | 'domain' | 'profile' | 'state' | 'disabled') => (value: string) => {
    const { [field]: _before, ...rest } = query;
    onChange(value === '' ? rest : { ...rest, [field]: value });
  };
  return (
    <search className="filters">
      <Search query={query} onChange={onChange} />
      <Choice label="Site" value={query.site} onPick={pick('site')} options={sites.map(({ id, name }) => [id, name])} />
      <Choice
        label="Domain"
        value={query.domain}
        onPick={pick('domain')}
        options={[...domains, ['own', 'Own profiles']]}
      />
      <Choice
        label="Profile"
        value={query.profile}
        onPick={pick('profile')}
        options={profiles.map(({ id, name }) => [id, name])}
      />
      <Choice
        label="State"
        value={query.state}
        onPick={pick('state')}
        options={STATES.map((state) => [state, state])}
      />
      <Choice
        label="Switched on"
        value={query.disabled}
        onPick={pick('disabled')}
        options={[
          ['false', 'enabled'],
          ['true', 'disabled'],
        ]}
      />
      <label className="order">
        Order
        <select
          value={`${query.descending ? '-' : ''}${query.sort}`}
          onChange={({ target: { value } }) =>
            onChange({ ...query, sort: value.replace('-', '') as Sort, descending: value.startsWith('-') })
          }
        >
          <option value="device">by device</option>
          <option value="name">by name</option>
          <option value="site">by site</option>
          <option value="profile">by profile</option>
          <option value="state">online first</option>
          <option value="-state">disabled, silent, stale first</option>
          <option value="-last">newest reading first</option>
          <option value="last">oldest reading first</option>
          <option value="-rate">busiest first</option>
          <option value="-refused">most refused first</option>
        </select>
      </label>
    </search>
  );
}

function Search({ query, onChange }: Props) {
  const known = query.q ?? '';
  const [text, setText] = useState(known);
  // The address changed otherwise, such as by "back".
  useEffect(() => setText(known), [known]);
  useEffect(() => {
    if (text === known) return;
    return after(TYPING_MS, () => {
      const { q: _before, ...rest } = query;
      onChange(text === '' ? rest : { ...rest, q: text });
    });
  }, [text, known, query, onChange]);
  return (
    <label className="search">
      Search
      <input
        type="search"
        value={text}
        maxLength={120}
        placeholder="part of a device or name"
        onChange={({ target }) => setText(target.value)}
      />
    </label>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onPick: (value: string) => void;
}

function Choice({ label, value = '', options, onPick }: ChoiceProps) {
  const isKnown = value === '' || options.some(([each]) => each === value);
  return (
    <label>
      {label}
      <select value={value} onChange={({ target }) => onPick(target.value)}>
        <option value="">all</option>
        {!isKnown && <option value={value}>{value}</option>}
        {options.map(([each, word]) => (
          <option key={each} value={each}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}
