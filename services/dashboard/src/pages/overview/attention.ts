import { countText } from '../../app/format.js';

interface Counts {
  readonly stale: number;
  readonly silent: number;
  readonly refusedLastHour: number;
}

/** Something that a person should look at, and the page that shows it. */
export interface Concern {
  readonly what: 'refused' | 'stale' | 'silent';
  readonly where: string;
  readonly says: string;
  readonly href: string;
}

const DEGREE = { refused: 0, stale: 1, silent: 2 } as const;

/** What needs attention, the gravest first: data that is lost until someone acts, then data that stopped, then data that never came. */
export function concernsOf(sites: readonly (Counts & { readonly siteId: string; readonly site: string })[]): Concern[] {
  const concerns = sites.flatMap((each) => {
    const { siteId, site: where } = each;
    const found: (Concern & { readonly count: number })[] = [
      {
        ...{ what: 'refused' as const, where, count: each.refusedLastHour },
        says: `${countText(each.refusedLastHour, 'message was', 'messages were')} refused in the last hour`,
        href: `/dead-letters?site=${siteId}`,
      },
      {
        ...{ what: 'stale' as const, where, count: each.stale },
        says: `${countText(each.stale, 'device has', 'devices have')} stopped sending`,
        href: devicesHref({ site: siteId, state: 'stale' }),
      },
      {
        ...{ what: 'silent' as const, where, count: each.silent },
        says: `${countText(each.silent, 'device has', 'devices have')} not sent anything yet`,
        href: devicesHref({ site: siteId, state: 'silent' }),
      },
    ];
    return found.filter(({ count }) => count > 0);
  });
  return concerns
    .sort((a, b) => DEGREE[a.what] - DEGREE[b.what] || b.count - a.count)
    .map(({ what, where, says, href }) => ({ what, where, says, href }));
}

/** The device list with filters. */
export function devicesHref(filter: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(filter).toString();
  return query === '' ? '/devices' : `/devices?${query}`;
}
