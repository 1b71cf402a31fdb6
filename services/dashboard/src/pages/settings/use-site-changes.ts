import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.js';
import type { Site } from '../../api/use-registry.js';

export type SiteBody = Pick<Site, 'name' | 'timeZone' | 'currency' | 'lifetime'>;

const siteParams = (id: string, header: { 'If-Match'?: string } = {}) => ({ path: { site: id }, header });

/** The version of a site, so that a change made meanwhile by someone else is not written over. */
export async function versionOf(id: string): Promise<string | undefined> {
  const asked = api.GET('/sites/{site}', { params: { path: { site: id } } });
  await answerOf(asked);
  return (await asked).response.headers.get('etag') ?? undefined;
}

/** Makes a site, or changes the version of it that was opened. */
export function useSaveSite(site: Site | undefined, version: string | undefined) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: SiteBody) => {
      if (site === undefined) return answerOf(api.POST('/sites', { body }));
      const params = siteParams(site.id, version === undefined ? {} : { 'If-Match': version });
      return answerOf(api.PATCH('/sites/{site}', { params, body }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['sites'] }),
  });
}

export function useDeleteSite() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: Site) => answerOf(api.DELETE('/sites/{site}', { params: siteParams(id) })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['sites'] }),
  });
}
