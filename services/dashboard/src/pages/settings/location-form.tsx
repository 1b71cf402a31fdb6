import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { answerOf, api } from '../../api/client.js';
import { Field } from '../../parts/field.js';
import { ProblemNotice } from '../../parts/problem-notice.js';

const NUMBERS = [
  ['latitudeDeg', 'Latitude, °', -90, 90],
  ['longitudeDeg', 'Longitude, °', -180, 180],
  ['altitudeM', 'Height, m', -12_000, 100_000],
] as const;

type Numbers = Readonly<Record<(typeof NUMBERS)[number][0], string>>;

const orNull = (text: string) => (text === '' ? null : Number(text));

export function LocationForm({ siteId, onDone }: { readonly siteId: string; readonly onDone: () => void }) {
  const [name, setName] = useState('');
  const [numbers, setNumbers] = useState<Numbers>({ latitudeDeg: '', longitudeDeg: '', altitudeM: '' });
  const save = useMutation({
    mutationFn: () => {
      const { latitudeDeg, longitudeDeg, altitudeM } = numbers;
      const place = {
        latitudeDeg: orNull(latitudeDeg),
        longitudeDeg: orNull(longitudeDeg),
        altitudeM: orNull(altitudeM),
      };
      return answerOf(api.POST('/locations', { body: { siteId, name, ...place } }));
    },
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  // Half a place is none.
  const halfPlace = (numbers.latitudeDeg === '') !== (numbers.longitudeDeg === '');
  return (
    <form className="stack" onSubmit={submit}>
      <div className="fields">
        <Field label="Name">
          {(ids) => (
            <input {...ids} required maxLength={120} value={name} onChange={({ target }) => setName(target.value)} />
          )}
        </Field>
        {NUMBERS.map(([field, label, min, max]) => (
          <Field key={field} label={label}>
            {(ids) => (
              <input
                {...ids}
                type="number"
                step="any"
                min={min}
                max={max}
                required={halfPlace && field !== 'altitudeM'}
                value={numbers[field]}
                onChange={({ target }) => setNumbers({ ...numbers, [field]: target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      {save.error && <ProblemNotice error={save.error} what="The location was not saved." />}
      <div className="row">
        <button type="submit" className="button primary" disabled={save.isPending}>
          Save the location
        </button>
        <button type="button" className="button" onClick={onDone}>
          Cancel
        </button>
      </div>
    </form>
  );
}
