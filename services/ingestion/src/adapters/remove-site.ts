import { credentialV1, siteV1 } from '@fieldline/contracts';
import type { PoolClient } from '@fieldline/relational';
import { credentialEvent, deviceEvent, removed } from '../domain/registry-event.js';
import type { ChangeStamps } from '../ports/registry-store.js';
import { SiteInUseError, type SiteView } from '../ports/site-store.js';
import { enqueueAll } from './registry-outbox.js';
import { DEVICE_COLUMNS, toCredential, toDevice, type CredentialRow, type DeviceRow } from './registry-rows.js';

/** Devices of other sites that came by a key of this one: they stay, and nobody may come by the key any more. */
const FORGET_KEYS = `update registry.device set enrolled_by = null where tenant_id = $1 and enrolled_by = any (array(
    select id from registry.credential where tenant_id = $1 and site_id = $2 and kind = 'enrolment'
  )) returning ${DEVICE_COLUMNS}`;
/** Secrets made here for devices that moved on. */
const FOLLOW_DEVICES = `update registry.credential set site_id = device.site_id from registry.device
  where credential.tenant_id = $1 and credential.site_id = $2
    and device.tenant_id = credential.tenant_id and device.id = credential.device_id
  returning credential.*`;
const FORGET_SENSORS = `update registry.sensor set location_id = null where tenant_id = $1 and location_id = any (array(
    select id from registry.location where tenant_id = $1 and site_id = $2
  ))`;

/** Takes a locked site away with its locations and keys, in the caller's transaction. Throws SiteInUseError. */
export async function removeSite(client: PoolClient, site: SiteView, stamps: ChangeStamps): Promise<void> {
  const { tenantId, id, devices } = site;
  if (devices > 0) throw new SiteInUseError(devices);
  const owner = [tenantId, id];
  const enrolled = await client.query<DeviceRow>(FORGET_KEYS, owner);
  const followed = await client.query<CredentialRow>(FOLLOW_DEVICES, owner);
  const keys = await client.query<{ readonly id: string }>(
    'delete from registry.credential where tenant_id = $1 and site_id = $2 returning id',
    owner,
  );
  await client.query(FORGET_SENSORS, owner);
  await client.query('delete from registry.location where tenant_id = $1 and site_id = $2', owner);
  await client.query('delete from registry.site where tenant_id = $1 and id = $2', owner);
  await enqueueAll(client, [
    ...enrolled.rows.map((row) => deviceEvent(toDevice(row), stamps.further())),
    ...followed.rows.map((row) => credentialEvent(toCredential(row), stamps.further())),
    ...keys.rows.map((key) => removed(credentialV1, { tenantId, id: key.id })),
    removed(siteV1, { tenantId, id }),
  ]);
}
