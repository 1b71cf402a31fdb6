import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { answerOf, api, type Schema } from '../../api/client.js';
import { queryClient } from '../../app/query-client.js';
import { countText } from '../../app/format.js';
import { Field } from '../../parts/field.js';
import { usePageTitle } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { DraftForm } from './draft-form.js';
import { DraftJson } from './draft-json.js';
import { metricFault, NEW_METRIC, withoutEmpty, type ProfileDraft } from './profile-draft.js';
import { TryPayload } from './try-payload.js';
import { VersionDiff } from './version-diff.js';

/** The next version of a profile, or the first of a new one: as a form or as JSON, tried before it is saved. */
export function ProfileEditor({ from }: { readonly from?: Schema<'Profile'> }) {
  usePageTitle(from === undefined ? 'New profile' : `New version of ${from.name}`);
  const [, navigate] = useLocation();
  const [id, setId] = useState(from?.id ?? '');
  const [draft, setDraft] = useState<ProfileDraft>(
    from ?? { name: '', lifetime: 'raw-30d', metrics: [{ ...NEW_METRIC, metric: 'temperature', unit: 'Cel' }] },
  );
  const [asJson, setAsJson] = useState(false);
  const [jsonFault, setJsonFault] = useState<string>();
  const [move, setMove] = useState(false);
  const isId = /^[a-z0-9][a-z0-9._-]{0,63}$/.test(id);
  const usable =
    jsonFault === undefined &&
    draft.name.trim() !== '' &&
    draft.metrics.length > 0 &&
    draft.metrics.every((metric) => metricFault(metric, draft.metrics) === undefined);
  const save = useMutation({
    mutationFn: () => {
      const body = { ...asProfile(draft), moveDevices: move };
      return answerOf(api.POST('/profiles/{profile}/versions', { params: { path: { profile: id } }, body }));
    },
    onSuccess: async ({ version }) => {
      await queryClient.invalidateQueries({ queryKey: ['profile-versions', id] });
      void queryClient.invalidateQueries({ queryKey: ['profiles'] });
      void queryClient.invalidateQueries({ queryKey: ['device'] });
      navigate(`/profiles/${id}?version=${version}`);
    },
  });
  return (
    <div className="stack">
      <p>
        <Link href={from === undefined ? '/profiles' : `/profiles/${from.id}`}>
          {from === undefined ? 'Profiles' : from.name}
        </Link>
      </p>
      <h1>{from === undefined ? 'New profile' : `New version of ${from.name}, from version ${from.version}`}</h1>
      {from === undefined && (
        <section className="card">
          <Field
            label="Id"
            hint="Of small letters, digits, . _ -; it stays"
            fault={
              id === '' || isId ? undefined : 'small letters, digits, . _ - only, beginning with a letter or digit'
            }
          >
            {(ids) => <input {...ids} value={id} maxLength={64} onChange={(event) => setId(event.target.value)} />}
          </Field>
        </section>
      )}
      <div className="tabs" role="group" aria-label="How the profile is edited">
        <button
          type="button"
          aria-pressed={!asJson}
          aria-current={asJson ? undefined : 'page'}
          onClick={() => setAsJson(false)}
        >
          Form
        </button>
        <button
          type="button"
          aria-pressed={asJson}
          aria-current={asJson ? 'page' : undefined}
          onClick={() => setAsJson(true)}
        >
          JSON
        </button>
      </div>
      {asJson ? (
        <DraftJson draft={draft} onChange={setDraft} onFault={setJsonFault} />
      ) : (
        <DraftForm draft={draft} onChange={setDraft} />
      )}
      {from !== undefined && <VersionDiff before={from} after={{ ...asProfile(draft), version: from.version + 1 }} />}
      <TryPayload draft={draft} usable={usable} />
      <section className="card stack" aria-label="Save">
        {from !== undefined && (
          <label className="row">
            <input type="checkbox" checked={move} onChange={(event) => setMove(event.target.checked)} />
            Move the devices of the newest version to it ({countText(from.devices, 'device')} at version {from.version})
          </label>
        )}
        <p className="muted">A version never changes once it is saved; devices stay at theirs until they are moved.</p>
        {save.error && <ProblemNotice error={save.error} what="It was not saved." />}
        <div className="row">
          <button
            type="button"
            className="button primary"
            disabled={!usable || !isId || save.isPending}
            onClick={() => save.mutate()}
          >
            Save {from === undefined ? 'the profile' : 'the new version'}
          </button>
        </div>
      </section>
    </div>
  );
}

/** As the API takes it: a version that it was made from has more fields. */
function asProfile({
  name,
  lifetime,
  metrics,
}: ProfileDraft): Pick<Schema<'Profile'>, 'name' | 'lifetime' | 'metrics'> {
  return { name, lifetime, metrics: metrics.map(withoutEmpty) as Schema<'Profile'>['metrics'] };
}
