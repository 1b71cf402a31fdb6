import { useMemo, useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { useProfiles, useSites } from '../../api/use-registry.js';
import { useMay } from '../../api/use-session.js';
import { EmptyState } from '../../parts/empty-state.js';
import { Loaded } from '../../parts/loaded.js';
import { Page } from '../../parts/page.js';
import { Connect } from './connect.js';
import { readDraft, writeDraft, type Draft } from './draft.js';
import { DraftForm } from './draft-form.js';
import type { Made } from './use-make.js';
import './add-device.css';

export default function AddDevicePage() {
  const search = useSearch();
  const draft = useMemo(() => readDraft(search), [search]);
  const [, navigate] = useLocation();
  const change = (next: Draft) => navigate(`/add-device${writeDraft(next)}`, { replace: true });
  const mayWrite = useMay('write');
  const sites = useSites();
  const profiles = useProfiles();
  const [made, setMade] = useState<Made>();
  const again = () => {
    setMade(undefined);
    change({ ...draft, device: '' });
  };
  if (!mayWrite) {
    return (
      <Page title="Add device">
        <EmptyState title="You may look, and not add devices">
          <p>That needs the scope write. Whoever administers this server can give it to you.</p>
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page title="Add device">
      <Loaded query={sites} what="the sites">
        {(allSites) => (
          <Loaded query={profiles} what="the profiles">
            {(allProfiles) => {
              if (allSites.length === 0) return <NoSite />;
              if (made) return <Connect made={made} onAgain={again} />;
              return (
                <DraftForm draft={draft} sites={allSites} profiles={allProfiles} onChange={change} onMade={setMade} />
              );
            }}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

function NoSite() {
  return (
    <EmptyState title="A device stands at a site, and there is none yet">
      <Link href="/settings/sites" className="button primary">
        Make a site
      </Link>
    </EmptyState>
  );
}
