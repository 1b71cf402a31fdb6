import { useState, type FormEvent } from 'react';
import { Link } from 'wouter';
import { ApiError } from '../../api/client.js';
import { useHints, type Profile, type Site } from '../../api/use-registry.js';
import { Field } from '../../parts/field.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { nameFault, type Credential, type Draft } from './draft.js';
import { ProfileOptions } from './profile-options.js';
import { useMake, type Made } from './use-make.js';

interface Props {
  readonly draft: Draft;
  readonly sites: readonly Site[];
  readonly profiles: readonly Profile[];
  readonly onChange: (draft: Draft) => void;
  readonly onMade: (made: Made) => void;
}

/** What kind of device, where, its name, and how it signs in. */
export function DraftForm({ draft, sites, profiles, onChange, onMade }: Props) {
  const hints = useHints().data ?? [];
  const make = useMake(onMade);
  const [tried, setTried] = useState(false);
  const filled: Draft = { ...draft, site: draft.site || (sites[0]?.id ?? '') };
  const fault = tried ? nameFault(filled.device) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (nameFault(filled.device) === undefined) make.mutate(filled);
  };
  const set = (part: Partial<Draft>) => onChange({ ...filled, ...part });
  const isTaken = make.error instanceof ApiError && make.error.problem.status === 409;
  return (
    <form className="card stack add-device" onSubmit={submit} noValidate={false}>
      <Field
        label="What it measures"
        hint={
          <>
            A profile says which metrics a device sends, in which units. None fits?{' '}
            <Link href="/profiles">Make your own</Link>.
          </>
        }
      >
        {(ids) => (
          <select
            {...ids}
            required
            value={filled.profile}
            onChange={({ target }) => set({ profile: target.value, device: suggested(filled, target.value) })}
          >
            <option value="">choose a profile …</option>
            <ProfileOptions profiles={profiles} hints={hints} />
          </select>
        )}
      </Field>
      <Field label="Site">
        {(ids) => (
          <select {...ids} required value={filled.site} onChange={({ target }) => set({ site: target.value })}>
            {sites.map(({ id, name, timeZone }) => (
              <option key={id} value={id}>
                {name} ({timeZone})
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Device name" hint="Its name in MQTT topics and here; it does not change later." fault={fault}>
        {(ids) => (
          <input
            {...ids}
            required
            value={filled.device}
            maxLength={64}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            placeholder="attic-1"
            onChange={({ target }) => set({ device: target.value })}
          />
        )}
      </Field>
      <CredentialChoice value={filled.credential} onChange={(credential) => set({ credential })} />
      {make.error && (
        <ProblemNotice
          error={make.error}
          what={isTaken ? `There is a device '${filled.device}' already.` : undefined}
        />
      )}
      <button type="submit" className="button primary" disabled={make.isPending}>
        {make.isPending
          ? 'Making it …'
          : filled.credential === 'key'
            ? 'Make a key and show the code'
            : 'Add the device and show the code'}
      </button>
    </form>
  );
}

/** A name of the profile's, unless someone typed another. */
function suggested({ device, profile }: Draft, next: string): string {
  return device === '' || device === `my-${profile}` ? `my-${next}`.slice(0, 64) : device;
}

const CREDENTIALS: readonly (readonly [Credential, string, string])[] = [
  [
    'key',
    'Enrolment key',
    'One key for any number of devices of this kind: each registers itself when it first connects.',
  ],
  ['secret', 'Secret of its own', 'The device is registered now, and only it can use the secret.'],
];

function CredentialChoice({
  value,
  onChange,
}: {
  readonly value: Credential;
  readonly onChange: (value: Credential) => void;
}) {
  return (
    <fieldset className="choices">
      <legend>How it signs in</legend>
      {CREDENTIALS.map(([each, word, says]) => (
        <label key={each}>
          <input type="radio" name="credential" checked={value === each} onChange={() => onChange(each)} />
          <span>
            <strong>{word}</strong>
            <span className="muted">{says}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
