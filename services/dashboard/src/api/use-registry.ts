import { useQuery } from '@tanstack/react-query';
import { answerOf, api, type Schema } from './client.js';

export type Site = Schema<'Site'>;
export type Profile = Schema<'Profile'>;

const LONG_MS = 60_000;
const PAGE = 1_000;

interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string | undefined;
}

/** All pages of a list. */
export async function allOf<T>(page: (query: { limit: number; cursor?: string }) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const { items: more, next } = await page({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...more);
    cursor = next;
  } while (cursor !== undefined);
  return items;
}

/** All sites, by name. */
export function useSites() {
  return useQuery({
    queryKey: ['sites'],
    staleTime: LONG_MS,
    queryFn: () => allOf((query) => answerOf(api.GET('/sites', { params: { query } }))),
  });
}

/** The time zone of a site, until it is known the browser's. */
export function useZone(siteId: string | undefined): string {
  const { data } = useSites();
  return data?.find(({ id }) => id === siteId)?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The newest version of every profile, by id. */
export function useProfiles() {
  return useQuery({
    queryKey: ['profiles'],
    staleTime: LONG_MS,
    queryFn: () => allOf((query) => answerOf(api.GET('/profiles', { params: { query } }))),
  });
}

/** How profiles of the domain packs are best looked at. */
export function useHints() {
  return useQuery({
    queryKey: ['hints'],
    staleTime: LONG_MS,
    queryFn: async () => (await answerOf(api.GET('/profile-hints'))).items,
  });
}
