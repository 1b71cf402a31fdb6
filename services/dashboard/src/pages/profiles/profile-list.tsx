import { Link } from 'wouter';
import { useProfiles } from '../../api/use-registry.js';
import { useMay } from '../../api/use-session.js';
import { numberText } from '../../app/format.js';
import { EmptyState } from '../../parts/empty-state.js';
import { Loaded } from '../../parts/loaded.js';
import { usePageTitle } from '../../parts/page.js';
import { LIFETIMES } from './profile-draft.js';

export function ProfileList() {
  usePageTitle('Profiles');
  const profiles = useProfiles();
  const mayWrite = useMay('write');
  const create = mayWrite && (
    <Link className="button primary" href="/profiles?new">
      New profile
    </Link>
  );
  return (
    <div className="stack">
      <div className="page-head">
        <h1>Profiles</h1>
        {create}
      </div>
      <p className="muted">
        What devices of a kind send: metrics with their units and ranges. Every message is checked against one.
      </p>
      <Loaded query={profiles} what="the profiles" lines={6}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title="No profile yet">
              <p>The domain packs bring theirs at the first start. Your own: name its metrics, try a payload, save.</p>
            </EmptyState>
          ) : (
            <div className="card">
              <table className="table cards">
                <thead>
                  <tr>
                    <th scope="col">Profile</th>
                    <th scope="col">Id</th>
                    <th scope="col" className="number">
                      Newest version
                    </th>
                    <th scope="col" className="number">
                      Its devices
                    </th>
                    <th scope="col" className="number">
                      Metrics
                    </th>
                    <th scope="col">Kept</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map(({ id, name, version, devices, metrics, lifetime }) => (
                    <tr key={id}>
                      <td data-label="Profile">
                        <Link href={`/profiles/${id}`}>{name}</Link>
                      </td>
                      <td data-label="Id">
                        <code>{id}</code>
                      </td>
                      <td data-label="Newest version" className="number">
                        {version}
                      </td>
                      <td data-label="Its devices" className="number">
                        {numberText(devices)}
                      </td>
                      <td data-label="Metrics" className="number">
                        {metrics.length}
                      </td>
                      <td data-label="Kept">{LIFETIMES[lifetime]}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
    </div>
  );
}
