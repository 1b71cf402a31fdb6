import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import { answerOf, api, type Schema } from '../../api/client.js';
import { allOf } from '../../api/use-registry.js';
import { useMay } from '../../api/use-session.js';
import { countText } from '../../app/format.js';
import { EmptyState } from '../../parts/empty-state.js';
import { Field } from '../../parts/field.js';
import { Loaded } from '../../parts/loaded.js';
import { usePageTitle } from '../../parts/page.js';
import { isMissing } from '../device/use-device.js';
import { MetricTable } from './metric-table.js';
import { LIFETIMES } from './profile-draft.js';
import { ProfileEditor } from './profile-editor.js';
import { TryPayload } from './try-payload.js';
import { VersionDiff } from './version-diff.js';

type Profile = Schema<'Profile'>;

/** One profile: a version of it, what another changed, a payload tried against it. */
export function ProfilePage({ id }: { readonly id: string }) {
  usePageTitle(id);
  const path = { profile: id };
  const versions = useQuery({
    queryKey: ['profile-versions', id],
    queryFn: () => allOf((query) => answerOf(api.GET('/profiles/{profile}/versions', { params: { path, query } }))),
  });
  if (isMissing(versions.error) && versions.data === undefined) {
    return (
      <div className="stack">
        <h1>{id}</h1>
        <EmptyState title={`There is no profile ‘${id}’`}>
          <Link className="button" href="/profiles">
            All profiles
          </Link>
        </EmptyState>
      </div>
    );
  }
  return (
    <Loaded query={versions} what="the profile" lines={8}>
      {(its) => <Versions versions={its} />}
    </Loaded>
  );
}

/** The newest first. */
function Versions({ versions }: { readonly versions: readonly Profile[] }) {
  const [search, setSearch] = useSearchParams();
  const mayWrite = useMay('write');
  const find = (name: string): Profile | undefined =>
    versions.find(({ version }) => String(version) === search.get(name));
  const shown = find('version') ?? versions[0];
  if (shown === undefined) return null;
  if (search.has('edit') && mayWrite) return <ProfileEditor from={shown} />;
  const other = find('with') ?? versions.find(({ version }) => version === shown.version - 1);
  const choose = (name: string, value: string): void => {
    const next = new URLSearchParams(search);
    next.set(name, value);
    setSearch(next, { replace: true });
  };
  return (
    <div className="stack">
      <p>
        <Link href="/profiles">Profiles</Link>
      </p>
      <div className="page-head">
        <h1>{shown.name}</h1>
        {mayWrite && (
          <Link className="button primary" href={`/profiles/${shown.id}?version=${shown.version}&edit`}>
            New version from this one
          </Link>
        )}
      </div>
      <p>
        <code>{shown.id}</code> version {shown.version}, {countText(shown.devices, 'device')},{' '}
        {LIFETIMES[shown.lifetime].toLowerCase()}.
      </p>
      <div className="row">
        <VersionSelect
          label="Version"
          value={shown.version}
          versions={versions}
          onChoose={(v) => choose('version', v)}
        />
        {versions.length > 1 && (
          <VersionSelect
            label="Compared with"
            value={other?.version ?? shown.version}
            versions={versions}
            onChoose={(v) => choose('with', v)}
          />
        )}
      </div>
      {other !== undefined && other.version !== shown.version && <VersionDiff before={other} after={shown} />}
      <section className="card stack" aria-label="Metrics">
        <h2>{countText(shown.metrics.length, 'metric')}</h2>
        <MetricTable metrics={shown.metrics} />
      </section>
      <TryPayload key={shown.version} draft={shown} />
    </div>
  );
}

interface SelectProps {
  readonly label: string;
  readonly value: number;
  readonly versions: readonly Profile[];
  readonly onChoose: (version: string) => void;
}

function VersionSelect({ label, value, versions, onChoose }: SelectProps) {
  return (
    <Field label={label}>
      {(ids) => (
        <select {...ids} value={value} onChange={(event) => onChoose(event.target.value)}>
          {versions.map(({ version, devices }) => (
            <option key={version} value={version}>
              {version} ({countText(devices, 'device')})
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
