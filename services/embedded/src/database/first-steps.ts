import type { Registry } from '@fieldline/ingestion';
import { allPacks } from '@fieldline/domains';
import type { EmbeddedSettings } from '../settings/embedded.settings.js';
import type { FirstSteps } from '../start/banner.js';
import type { Database } from './database.js';

export const TENANT = 'default';
export const FIRST_SITE = 'Home';

/**
 * At the first start of a data folder: a site, and an enrolment key for each profile, so that any MQTT client can be
 * pointed at the server. Undefined when the site is there already. Waits for a database that goes away meanwhile.
 */
export async function takeFirstSteps(
  registry: Registry,
  { registry: store, again }: Pick<Database, 'registry' | 'again'>,
  settings: EmbeddedSettings,
): Promise<FirstSteps | undefined> {
  if ((await again(() => store.siteByName(TENANT, FIRST_SITE))) !== undefined) return undefined;
  const timeZone = settings.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const facts = { timeZone, currency: settings.currency };
  const { entity: site } = await again(() => registry.putSite.put(TENANT, FIRST_SITE, facts));
  const profiles = new Set(allPacks.flatMap((pack) => pack.profiles.map(({ id }) => id)));
  const keys: { profile: string; key: string }[] = [];
  for (const profile of profiles) {
    const { key } = await again(() => registry.issueCredential.enrolmentKey(TENANT, FIRST_SITE, profile));
    keys.push({ profile, key });
  }
  return { site, keys };
}
