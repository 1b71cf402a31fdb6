import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { answerOf, api } from '../../api/client.js';
import { useMay } from '../../api/use-session.js';
import { countText, rateText } from '../../app/format.js';
import { EmptyState } from '../../parts/empty-state.js';
import { Loaded } from '../../parts/loaded.js';
import { Page } from '../../parts/page.js';
import { devicesHref } from './attention.js';
import { Concerns } from './concerns.js';
import { GroupTable } from './group-table.js';
import './overview.css';

const REFETCH_MS = 5_000;

function useOverview() {
  return useQuery({
    queryKey: ['overview'],
    queryFn: () => answerOf(api.GET('/overview')),
    refetchInterval: REFETCH_MS,
  });
}

export type Overview = NonNullable<ReturnType<typeof useOverview>['data']>;

export default function OverviewPage() {
  const overview = useOverview();
  return (
    <Page title="Overview">
      <Loaded query={overview} what="the overview" lines={10}>
        {(data) => (data.total.devices === 0 ? <NoDevices /> : <Filled overview={data} />)}
      </Loaded>
    </Page>
  );
}

function Filled({ overview: { total, sites, domains } }: { readonly overview: Overview }) {
  return (
    <>
      <ul className="figures" aria-label="All devices">
        <Figure word="devices" figure={total.devices.toLocaleString('en')} href={devicesHref({})} />
        <Figure word="online" figure={total.online.toLocaleString('en')} href={devicesHref({ state: 'online' })} />
        <Figure word="stale" figure={total.stale.toLocaleString('en')} href={devicesHref({ state: 'stale' })} />
        <Figure word="silent" figure={total.silent.toLocaleString('en')} href={devicesHref({ state: 'silent' })} />
        <Figure word="refused, last hour" figure={total.refusedLastHour.toLocaleString('en')} href="/dead-letters" />
        <Figure word="messages" figure={rateText(total.messagesPerSecond)} />
      </ul>
      <Concerns sites={sites} />
      <GroupTable
        title={`By site (${countText(sites.length, 'site')})`}
        groups={sites.map((site) => ({ ...site, key: site.siteId, name: site.site, filter: { site: site.siteId } }))}
      />
      <GroupTable
        title="By domain"
        groups={domains.map((each) => ({
          ...each,
          key: each.domain,
          name: each.domainName,
          filter: { domain: each.domain },
        }))}
      />
    </>
  );
}

function Figure({ word, figure, href }: { readonly word: string; readonly figure: string; readonly href?: string }) {
  const content = (
    <>
      <strong>{figure}</strong>
      <span className="muted">{word}</span>
    </>
  );
  return <li className="card">{href === undefined ? <span>{content}</span> : <Link href={href}>{content}</Link>}</li>;
}

function NoDevices() {
  const mayWrite = useMay('write');
  return (
    <EmptyState title="No device yet">
      <p>
        Add one, put the code that you get on an ESP32 or run it here, and its values appear. Or start the server with{' '}
        <code>npm start -- --demo</code> to see five sample fleets with a day of history.
      </p>
      {mayWrite && (
        <Link href="/add-device" className="button primary">
          Add the first device
        </Link>
      )}
    </EmptyState>
  );
}
