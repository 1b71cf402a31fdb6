import type { Registry, RegistryStore } from '@fieldline/ingestion';
import { allPacks } from '@fieldline/domains';
import type { EmbeddedSettings } from '../settings/embedded.settings.js';
import type { FirstSteps } from '../start/banner.js';

export const TENANT = 'default';
export const FIRST_SITE = 'Home';

/**
 * At the first start of a data folder: a site, and an enrolment key for each profile, so that any MQTT client can be
 * pointed at the server. Undefined when the site is there already.
 */
export async function takeFirstSteps(
  registry: Registry,
  store: RegistryStore,
  settings: EmbeddedSettings,
): Promise<FirstSteps | undefined> {
  if ((await store.siteByName(TENANT, FIRST_SITE)) !== undefined) return undefined;
  const timeZone = settings.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { entity: site } = await registry.putSite.put(TENANT, FIRST_SITE, { timeZone, currency: settings.currency });
  const profiles = new Set(allPacks.flatMap((pack) => pack.profiles.map(({ id }) => id)));
  const keys: { profile: string; key: string }[] = [];
  for (const profile of profiles) {
    keys.push({ profile, key: (await registry.issueCredential.enrolmentKey(TENANT, FIRST_SITE, profile)).key });
  }
  return { site, keys };
}
