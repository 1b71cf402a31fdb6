import { allPacks } from '@fieldline/domains';
import type { Registry } from '@fieldline/ingestion';
import { chooseDevices, type DeviceLogin } from '@fieldline/simulator';

const TENANT = 'default';
/** A demo may run for a month without being started anew; each start makes new secrets. */
const SECRET_SECONDS = 30 * 86_400;

export interface RegisteredFleets {
  readonly logins: readonly DeviceLogin[];
  readonly sites: number;
  /** None of the devices was there before. */
  readonly isNew: boolean;
}

/** Makes the sample fleets' sites and devices where they are missing, and a new secret for each device. */
export async function registerFleets(registry: Registry, seed: number): Promise<RegisteredFleets> {
  const devices = chooseDevices(allPacks, seed);
  const sites = new Map(devices.map(({ site }) => [site.name, site]));
  for (const { name, timeZone, currency } of sites.values())
    await registry.putSite.put(TENANT, name, { timeZone, currency });
  const registered = await Promise.all(
    devices.map(async ({ device: { externalId, name, site, profile } }) => {
      const key = { tenantId: TENANT, externalId };
      const { created } = await registry.putDevice.put(key, { name, site, profile });
      const { username, secret: password } = await registry.issueCredential.deviceSecret(key, SECRET_SECONDS);
      return { created, login: { externalId, username, password } };
    }),
  );
  return {
    logins: registered.map(({ login }) => login),
    sites: sites.size,
    isNew: registered.every(({ created }) => created),
  };
}
