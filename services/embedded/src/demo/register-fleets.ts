import { allPacks } from '@fieldline/domains';
import type { Registry, RegistryStore } from '@fieldline/ingestion';
import { chooseDevices, missingDevices, type DeviceLogin } from '@fieldline/simulator';

const TENANT = 'default';
/** A demo may run for a month without being started anew; each start makes new secrets. */
const SECRET_SECONDS = 30 * 86_400;

export interface RegisteredFleets {
  readonly logins: readonly DeviceLogin[];
  readonly sites: number;
}

/**
 * Makes the sample fleets' sites and devices where they are missing, and a new secret for each device; what is there stays
 * as it is. Rejects with OperatorError, before anything is changed, where a name belongs to a device that is not theirs.
 */
export async function registerFleets(
  registry: Registry,
  store: RegistryStore,
  seed: number,
): Promise<RegisteredFleets> {
  const devices = chooseDevices(allPacks, seed);
  const missing = missingDevices(devices, await store.devices(TENANT));
  const sites = new Map(devices.map(({ site }) => [site.name, site]));
  for (const { name, timeZone, currency } of sites.values()) {
    if ((await store.siteByName(TENANT, name)) === undefined)
      await registry.putSite.put(TENANT, name, { timeZone, currency });
  }
  const logins = devices.map(async (chosen) => {
    const { externalId, name, site, profile } = chosen.device;
    const key = { tenantId: TENANT, externalId };
    if (missing.includes(chosen)) await registry.putDevice.put(key, { name, site, profile });
    const { username, secret: password } = await registry.issueCredential.deviceSecret(key, {
      expiresInSeconds: SECRET_SECONDS,
    });
    return { externalId, username, password };
  });
  return { logins: await Promise.all(logins), sites: sites.size };
}
