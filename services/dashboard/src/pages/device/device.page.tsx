import { Link, useParams, useSearchParams } from 'wouter';
import { useHints, useZone } from '../../api/use-registry.js';
import { EmptyState } from '../../parts/empty-state.js';
import { Loaded } from '../../parts/loaded.js';
import { Skeleton } from '../../parts/skeleton.js';
import type { ProfileMetric } from '../../parts/diff/profile-metric.js';
import { DeviceCells, isOfCells } from './device-cells.js';
import { DeviceCharts } from './device-charts.js';
import { DeviceDelivery } from './device-delivery.js';
import { DeviceHead } from './device-head.js';
import { DeviceLetters } from './device-letters.js';
import { DeviceSettings } from './device-settings.js';
import './device.css';
import { LatestValues } from './latest-values.js';
import { drawingOf, inOrder } from './metric-order.js';
import {
  isMissing,
  useDevice,
  useDeviceState,
  useLatest,
  useProfileVersion,
  type Latest,
  type TaggedDevice,
} from './use-device.js';
import { useFirstPreset } from './use-first-preset.js';

const TABS = {
  charts: 'Charts',
  cells: 'Cells',
  delivery: 'Delivery',
  refused: 'Refused',
  settings: 'Settings',
} as const;
type Tab = keyof typeof TABS;

/** One device: what it is doing, its values over time, what became of what it sent, and how it is set up. */
export default function DevicePage() {
  const { device = '' } = useParams<{ device: string }>();
  const query = useDevice(device);
  if (isMissing(query.error) && query.data === undefined) {
    return (
      <div className="stack">
        <h1>{device}</h1>
        <EmptyState title={`There is no device ‘${device}’`}>
          <p>It may have been deleted, or be spelled otherwise: case counts.</p>
          <Link className="button" href="/devices">
            All devices
          </Link>
        </EmptyState>
      </div>
    );
  }
  return (
    <Loaded query={query} what="the device" lines={8}>
      {(tagged) => <DeviceView tagged={tagged} />}
    </Loaded>
  );
}

function DeviceView({ tagged }: { readonly tagged: TaggedDevice }) {
  const { device } = tagged;
  const zone = useZone(device.siteId);
  const state = useDeviceState(device.device);
  const { query, latest } = useLatest(device.device);
  const profile = useProfileVersion(device.profile);
  const hints = useHints().data?.find((its) => its.profile === device.profile.id);
  return (
    <div className="stack">
      <DeviceHead device={device} listed={state.data} zone={zone} />
      <Loaded query={profile} what="the profile">
        {({ metrics }) => {
          const ordered = inOrder(metrics, hints?.order ?? []);
          return (
            <>
              <Loaded query={query} what="the latest values" lines={3}>
                {() =>
                  latest && <LatestValues metrics={ordered} bands={hints?.bands ?? []} latest={latest} zone={zone} />
                }
              </Loaded>
              <DeviceTabs {...{ tagged, zone, latest, metrics: ordered, bands: hints?.bands ?? [] }} />
            </>
          );
        }}
      </Loaded>
    </div>
  );
}

interface TabsProps {
  readonly tagged: TaggedDevice;
  readonly zone: string;
  readonly latest: Latest | undefined;
  readonly metrics: readonly ProfileMetric[];
  readonly bands: React.ComponentProps<typeof DeviceCharts>['bands'];
}

function DeviceTabs({ tagged, zone, latest, metrics, bands }: TabsProps) {
  const [search] = useSearchParams();
  const { device } = tagged.device;
  const preset = useFirstPreset(device, latest);
  const sent = Object.keys(latest?.values ?? {});
  const cells = metrics.filter((metric) => drawingOf(metric) === 'cells');
  const tabs = (Object.keys(TABS) as Tab[]).filter((tab) => tab !== 'cells' || cells.length > 0);
  const named = search.get('tab');
  const shown = tabs.find((tab) => tab === named) ?? 'charts';
  const hrefOf = (tab: Tab): string => {
    const next = new URLSearchParams(search);
    next.set('tab', tab);
    return `/devices/${encodeURIComponent(device)}?${next}`;
  };
  return (
    <>
      <nav className="tabs" aria-label="Parts of the device">
        {tabs.map((tab) => (
          <Link key={tab} href={hrefOf(tab)} {...(tab === shown ? { 'aria-current': 'page' as const } : {})}>
            {tab === 'cells' && !cells.some(({ metric }) => isOfCells(metric)) ? 'Lists' : TABS[tab]}
          </Link>
        ))}
      </nav>
      {shown === 'charts' && preset && <DeviceCharts {...{ device, metrics, bands, zone, sent, preset }} />}
      {shown === 'cells' && preset && <DeviceCells {...{ device, metrics: cells, latest, zone, preset }} />}
      {(shown === 'charts' || shown === 'cells') && !preset && <Skeleton what="the charts" lines={8} />}
      {shown === 'delivery' && <DeviceDelivery device={tagged.device} zone={zone} />}
      {shown === 'refused' && <DeviceLetters device={device} zone={zone} />}
      {shown === 'settings' && <DeviceSettings tagged={tagged} zone={zone} />}
    </>
  );
}
