import { useState } from 'react';
import { Link } from 'wouter';
import { useSites, type Site } from '../../api/use-registry.js';
import { useMay } from '../../api/use-session.js';
import { countText } from '../../app/format.js';
import { ConfirmButton } from '../../parts/confirm-button.js';
import { EmptyState } from '../../parts/empty-state.js';
import { Loaded } from '../../parts/loaded.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { Locations } from './locations.js';
import { SiteForm } from './site-form.js';
import { useDeleteSite } from './use-site-changes.js';

/** Places with a time zone and a currency, and the locations in them. */
export function Sites() {
  const sites = useSites();
  const mayWrite = useMay('write');
  const [adding, setAdding] = useState(false);
  return (
    <>
      {mayWrite &&
        (adding ? (
          <section className="card stack">
            <h2>New site</h2>
            <SiteForm onDone={() => setAdding(false)} />
          </section>
        ) : (
          <div>
            <button type="button" className="button primary" onClick={() => setAdding(true)}>
              New site
            </button>
          </div>
        ))}
      <Loaded query={sites} what="the sites">
        {(items) =>
          items.length === 0 ? (
            <EmptyState title="No site yet">
              <p>A site gives its devices a time zone and a currency. Make one with the button above.</p>
            </EmptyState>
          ) : (
            items.map((site) => <SiteCard key={site.id} site={site} />)
          )
        }
      </Loaded>
    </>
  );
}

function SiteCard({ site }: { readonly site: Site }) {
  const mayWrite = useMay('write');
  const isAdmin = useMay('admin');
  const [editing, setEditing] = useState(false);
  const remove = useDeleteSite();
  return (
    <section className="card stack" aria-labelledby={`site-${site.id}`}>
      <div className="page-head">
        <h2 id={`site-${site.id}`}>{site.name}</h2>
        <div className="row">
          {mayWrite && !editing && (
            <button type="button" className="button" onClick={() => setEditing(true)}>
              Change<span className="hidden-words"> {site.name}</span>
            </button>
          )}
          {isAdmin && site.devices === 0 && (
            <ConfirmButton
              label="Delete"
              says={`The site '${site.name}' goes, with its locations and enrolment keys.`}
              confirm="Delete the site"
              onConfirm={() => remove.mutate(site)}
            />
          )}
        </div>
      </div>
      {remove.error && <ProblemNotice error={remove.error} what="The site was not deleted." />}
      {editing ? (
        <SiteForm site={site} onDone={() => setEditing(false)} />
      ) : (
        <p>
          {site.timeZone} · {site.currency} ·{' '}
          <Link href={`/devices?site=${site.id}`}>{countText(site.devices, 'device')}</Link> ·{' '}
          {site.lifetime === 'history'
            ? 'raw values are kept without end'
            : 'raw values live as long as each profile says'}
        </p>
      )}
      <Locations site={site} />
    </section>
  );
}
