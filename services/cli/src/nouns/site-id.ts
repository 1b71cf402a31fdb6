import type { Api } from '@fieldline/api-client';
import { OperatorError } from '@fieldline/platform';
import { ask } from '../connection/ask.js';

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** ULID of a site by its name, or the ULID itself. Rejects with OperatorError that names the sites there are. */
export async function siteId(api: Api, site: string): Promise<string> {
  if (ULID.test(site)) return site;
  const { items } = await ask(api.GET('/sites', { params: { query: { name: site } } }));
  if (items[0] !== undefined) return items[0].id;
  const known = await ask(api.GET('/sites', { params: { query: { limit: 20 } } }));
  const names = known.items.map(({ name }) => `'${name}'`).join(', ');
  throw new OperatorError(`there is no site '${site}'; there ${names === '' ? 'is none yet' : `are ${names}`}`);
}

export function siteIdIfGiven(api: Api, site: string | undefined): Promise<string | undefined> {
  return site === undefined ? Promise.resolve(undefined) : siteId(api, site);
}
