import { useCallback, useMemo, useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { useLive } from '../../api/use-live.js';
import { useMay } from '../../api/use-session.js';
import { countText } from '../../app/format.js';
import { EmptyState } from '../../parts/empty-state.js';
import { Page } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { Skeleton } from '../../parts/skeleton.js';
import { DeviceTable } from './device-table.js';
import { Filters } from './filters.js';
import { readListQuery, writeListQuery, type ListQuery } from './list-query.js';
import { applyToList, useDeviceList } from './use-device-list.js';
import './devices.css';

export default function DevicesPage() {
  const search = useSearch();
  const query = useMemo(() => readListQuery(search), [search]);
  const [, navigate] = useLocation();
  const change = useCallback(
    (next: ListQuery) => navigate(`/devices${writeListQuery(next)}`, { replace: true }),
    [navigate],
  );
  const mayWrite = useMay('write');
  const { list, devices, total, isSorting } = useDeviceList(query);
  const [inSight, setInSight] = useState<readonly string[]>([]);
  useLive(
    { devices: inSight, events: ['reading', 'refused', 'connection'] },
    (events) => applyToList(query, events),
    inSight.length > 0,
  );
  const actions = mayWrite && (
    <Link href="/add-device" className="button primary phone-only">
      Add device
    </Link>
  );
  return (
    <Page title="Devices" actions={actions}>
      <Filters query={query} onChange={change} />
      <p role="status" className="muted">
        {devices && countOf(total, devices.length, isSorting)}
      </p>
      {list.error && (
        <ProblemNotice
          error={list.error}
          what={devices ? 'The devices could not be brought up to date.' : 'The devices could not be loaded.'}
          onRetry={() => void list.refetch()}
        />
      )}
      {!devices && !list.error && <Skeleton what="the devices" lines={10} />}
      {devices && devices.length === 0 && <NoDevices query={query} onClear={() => change(readListQuery(''))} />}
      {devices && devices.length > 0 && (
        <DeviceTable
          devices={devices}
          total={total}
          query={query}
          onSort={change}
          onEnd={list.hasNextPage && !list.isFetching ? () => void list.fetchNextPage() : undefined}
          onInSight={setInSight}
        />
      )}
    </Page>
  );
}

function countOf(total: number, loaded: number, isSorting: boolean): string {
  if (isSorting) return `${countText(total, 'device')}, sorting the first ${loaded.toLocaleString('en')} …`;
  return countText(total, 'device');
}

function NoDevices({ query, onClear }: { readonly query: ListQuery; readonly onClear: () => void }) {
  const isFiltered = writeListQuery({ ...query, sort: 'device', descending: false }) !== '';
  const mayWrite = useMay('write');
  if (isFiltered) {
    return (
      <EmptyState title="No device is like that">
        <p>Search and filters let none through.</p>
        <button type="button" className="button" onClick={onClear}>
          Show all devices
        </button>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No device yet">
      <p>
        Add one here, or see five sample fleets with <code>npm start -- --demo</code>.
      </p>
      {mayWrite && (
        <Link href="/add-device" className="button primary">
          Add the first device
        </Link>
      )}
    </EmptyState>
  );
}
