import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Link } from 'wouter';
import { answerOf, api } from '../../api/client.js';
import { Field } from '../../parts/field.js';
import { useSettled } from '../../parts/diff/use-settled.js';
import { MOST_DEVICES } from './compared.js';

interface Props {
  readonly devices: readonly string[];
  readonly onChange: (devices: readonly string[]) => void;
}

const SUGGESTED = 20;
const SETTLE_MS = 200;

/** The devices that are compared; part of a name finds more. */
export function DevicePicker({ devices, onChange }: Props) {
  const [text, setText] = useState('');
  const list = useId();
  const q = useSettled(text, SETTLE_MS);
  const found = useQuery({
    queryKey: ['device-search', q],
    placeholderData: keepPreviousData,
    queryFn: () => answerOf(api.GET('/devices', { params: { query: { q, limit: SUGGESTED } } })),
  });
  const items = found.data?.items ?? [];
  const add = (name: string): void => {
    if (!devices.includes(name)) onChange([...devices, name]);
    setText('');
  };
  return (
    <div className="stack">
      <ul className="row" style={{ listStyle: 'none', margin: 0, padding: 0 }} aria-label="Devices compared">
        {devices.map((device) => (
          <li key={device} className="row">
            <Link href={`/devices/${encodeURIComponent(device)}`}>{device}</Link>
            <button
              type="button"
              className="button quiet"
              aria-label={`Leave ${device} out`}
              onClick={() => onChange(devices.filter((name) => name !== device))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          const chosen = items.find(({ device }) => device === text) ?? items[0];
          if (chosen !== undefined) add(chosen.device);
        }}
      >
        <Field
          label="Add a device"
          hint={devices.length >= MOST_DEVICES ? `At most ${MOST_DEVICES}: leave one out first.` : 'Part of its name'}
        >
          {(ids) => (
            <input
              {...ids}
              type="search"
              list={list}
              value={text}
              disabled={devices.length >= MOST_DEVICES}
              onChange={(event) => {
                const typed = event.target.value;
                if (items.some(({ device }) => device === typed) && typed !== text) add(typed);
                else setText(typed);
              }}
            />
          )}
        </Field>
        <datalist id={list}>
          {items.map(({ device, name }) => (
            <option key={device} value={device}>
              {name}
            </option>
          ))}
        </datalist>
        <button type="submit" className="button" disabled={text === '' || items.length === 0}>
          Add
        </button>
      </form>
    </div>
  );
}
