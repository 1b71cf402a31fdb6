import type { Schema } from '@fieldline/api-client';

export type ListedDevice = Schema<'ListedDevice'>;

export const STATES = ['online', 'stale', 'silent'] as const;
export const SORTS = ['device', 'name', 'site', 'profile', 'state', 'last', 'rate', 'refused'] as const;
export type Sort = (typeof SORTS)[number];

/** What the address of the list says; a field that is absent filters nothing. */
export interface ListQuery {
  readonly q?: string;
  readonly site?: string;
  readonly domain?: string;
  readonly profile?: string;
  readonly state?: (typeof STATES)[number];
  readonly disabled?: 'true' | 'false';
  readonly sort: Sort;
  readonly descending: boolean;
}

const among = <T extends string>(all: readonly T[], text: string | null) => all.find((each) => each === text);

/** Reads an address that anyone may have typed: what is not understood is left out. */
export function readListQuery(search: string): ListQuery {
  const query = new URLSearchParams(search);
  const text = query.get('sort') ?? '';
  const read = {
    q: query.get('q') || undefined,
    site: query.get('site') || undefined,
    domain: query.get('domain') || undefined,
    profile: query.get('profile') || undefined,
    state: among(STATES, query.get('state')),
    disabled: among(['true', 'false'] as const, query.get('disabled')),
    sort: among(SORTS, text.replace(/^-/, '')) ?? 'device',
    descending: text.startsWith('-'),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)) as unknown as ListQuery;
}

/** The address's query of a list; empty where nothing is filtered and the order is the usual one. */
export function writeListQuery({ sort, descending, ...filter }: ListQuery): string {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''));
  if (sort !== 'device' || descending) query.set('sort', `${descending ? '-' : ''}${sort}`);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** A press on a column: its usual direction first, the other way on the second press. */
export function sortedBy(query: ListQuery, sort: Sort): ListQuery {
  const usual = sort === 'last' || sort === 'rate' || sort === 'refused';
  return { ...query, sort, descending: query.sort === sort ? !query.descending : usual };
}

const KEYS: Readonly<Record<Sort, (device: ListedDevice) => string | number>> = {
  device: ({ device }) => device,
  name: ({ name }) => name,
  site: ({ site }) => site,
  profile: ({ profile }) => profile.id,
  state: ({ state, disabled }) => (disabled ? STATES.length : STATES.indexOf(state)),
  last: ({ lastReadingAt }) => lastReadingAt ?? 0,
  rate: ({ readingsPerMinute }) => readingsPerMinute,
  refused: ({ refusedLastHour }) => refusedLastHour,
};

/** In the wanted order; devices that are equal in it stay by their external id. */
export function inOrder(devices: readonly ListedDevice[], { sort, descending }: ListQuery): readonly ListedDevice[] {
  // The API's own order.
  if (sort === 'device' && !descending) return devices;
  const key = KEYS[sort];
  const sign = descending ? -1 : 1;
  const keyed = devices.map((device) => ({ device, key: key(device) }));
  keyed.sort((a, b) => sign * compared(a.key, b.key));
  return keyed.map(({ device }) => device);
}

function compared(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
