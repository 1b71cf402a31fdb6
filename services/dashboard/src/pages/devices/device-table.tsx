import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useSites } from '../../api/use-registry.js';
import { DeviceRow } from './device-row.js';
import { sortedBy, type ListedDevice, type ListQuery, type Sort } from './list-query.js';

const ROW_PX = 52;
const OVERSCAN = 12;
/** The next page is fetched when so many rows are left. */
const AHEAD = 100;

const COLUMNS: readonly (readonly [sort: Sort, label: string, number?: 'number'])[] = [
  ['device', 'Device'],
  ['site', 'Site'],
  ['profile', 'Profile'],
  ['state', 'State'],
  ['last', 'Last reading'],
  ['rate', 'Per minute', 'number'],
  ['refused', 'Refused, 1 h', 'number'],
];

interface Props {
  readonly devices: readonly ListedDevice[];
  readonly total: number;
  readonly query: ListQuery;
  readonly onSort: (query: ListQuery) => void;
  /** The end of what is loaded comes near; absent where all is loaded. */
  readonly onEnd: (() => void) | undefined;
  readonly onInSight: (devices: readonly string[]) => void;
}

/** Only the rows in sight are in the page, however many devices there are. */
export function DeviceTable({ devices, total, query, onSort, onEnd, onInSight }: Props) {
  const { data: sites } = useSites();
  const zoneOf = useMemo(() => new Map(sites?.map(({ id, timeZone }) => [id, timeZone])), [sites]);
  const body = useRef<HTMLDivElement>(null);
  const virtual = useWindowVirtualizer({
    count: devices.length,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollMargin: body.current?.offsetTop ?? 0,
    getItemKey: (index) => devices[index]?.device ?? index,
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= devices.length - AHEAD) onEnd?.();
  }, [last, devices.length, onEnd]);
  const inSight = rows.map(({ index }) => devices[index]?.device ?? '').join(' ');
  useEffect(() => {
    if (!virtual.isScrolling) onInSight(inSight === '' ? [] : inSight.split(' '));
  }, [inSight, virtual.isScrolling, onInSight]);
  return (
    <div className="device-table" role="table" aria-label="Devices" aria-rowcount={total + 1}>
      <div role="rowgroup" className="device-head">
        <div role="row" className="device-row" aria-rowindex={1}>
          {COLUMNS.map(([sort, label, kind]) => (
            <span key={sort} role="columnheader" className={kind} aria-sort={directionOf(query, sort)}>
              <button type="button" onClick={() => onSort(sortedBy(query, sort))}>
                {label}
                <span aria-hidden="true">{query.sort === sort ? (query.descending ? ' ↓' : ' ↑') : ''}</span>
              </button>
            </span>
          ))}
        </div>
      </div>
      <div ref={body} role="rowgroup" className="device-body" style={{ height: virtual.getTotalSize() }}>
        {rows.map(({ index, key, start }) => {
          const device = devices[index];
          if (device === undefined) return null;
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              role="row"
              aria-rowindex={index + 2}
              className="device-row"
              style={{ transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
            >
              <DeviceRow device={device} zone={zoneOf.get(device.siteId) ?? 'UTC'} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function directionOf(query: ListQuery, sort: Sort) {
  if (query.sort !== sort) return 'none';
  return query.descending ? 'descending' : 'ascending';
}
