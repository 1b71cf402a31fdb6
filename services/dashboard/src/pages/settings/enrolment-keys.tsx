import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'wouter';
import { answerOf, api, type Schema } from '../../api/client.js';
import { allOf, useSites } from '../../api/use-registry.js';
import { useMay } from '../../api/use-session.js';
import { Ago } from '../../parts/ago.js';
import { ConfirmButton } from '../../parts/confirm-button.js';
import { EmptyState } from '../../parts/empty-state.js';
import { Loaded } from '../../parts/loaded.js';
import { ProblemNotice } from '../../parts/problem-notice.js';

type EnrolmentKey = Schema<'EnrolmentKey'>;

const KEY = ['enrolment-keys'];

/** Keys with which devices register themselves. */
export function EnrolmentKeys() {
  const keys = useQuery({
    queryKey: KEY,
    queryFn: () => allOf((query) => answerOf(api.GET('/enrolment-keys', { params: { query } }))),
  });
  return (
    <Loaded query={keys} what="the enrolment keys">
      {(items) =>
        items.length === 0 ? (
          <EmptyState title="No enrolment key">
            <p>With one, any number of devices of a kind register themselves when they first connect.</p>
            <Link href="/add-device" className="button primary">
              Make one
            </Link>
          </EmptyState>
        ) : (
          <KeyTable keys={items} />
        )
      }
    </Loaded>
  );
}

function KeyTable({ keys }: { readonly keys: readonly EnrolmentKey[] }) {
  const queries = useQueryClient();
  const mayWrite = useMay('write');
  const { data: sites = [] } = useSites();
  const siteOf = new Map(sites.map((site) => [site.id, site]));
  const revoke = useMutation({
    mutationFn: ({ id }: EnrolmentKey) =>
      answerOf(api.DELETE('/credentials/{credential}', { params: { path: { credential: id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
  return (
    <section className="card stack">
      <div className="page-head">
        <h2>Enrolment keys</h2>
        {mayWrite && (
          <Link href="/add-device" className="button">
            New key
          </Link>
        )}
      </div>
      <p className="muted">A key itself was shown when it was made, and is kept nowhere.</p>
      {revoke.error && <ProblemNotice error={revoke.error} what="The key was not ended." />}
      <table className="table cards">
        <thead>
          <tr>
            <th>Profile</th>
            <th>Site</th>
            <th className="number">Registered devices</th>
            <th>Made</th>
            <th>State</th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id}>
              <td>
                <strong>{key.profile.id}</strong>
              </td>
              <td data-label="Site">{siteOf.get(key.siteId)?.name ?? key.siteId}</td>
              <td data-label="Registered devices" className="number">
                {key.registered.toLocaleString('en')}
              </td>
              <td data-label="Made">
                <Ago at={key.createdAt} zone={siteOf.get(key.siteId)?.timeZone ?? 'UTC'} />
              </td>
              <td data-label="State">
                {key.revoked ? (
                  <span className="badge">ended</span>
                ) : mayWrite ? (
                  <ConfirmButton
                    label="End"
                    says={`No device registers itself with this key of '${key.profile.id}' any more, and those that still use it are disconnected.`}
                    confirm="End the key"
                    onConfirm={() => revoke.mutate(key)}
                  />
                ) : (
                  <span className="badge good">valid</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
