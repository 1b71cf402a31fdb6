import type { PoolClient } from '@fieldline/relational';
import type { DeviceStatus } from '../domain/registered-device.js';
import type { Audit } from '../ports/device-configuration-store.js';
import type { DeviceKey } from '../ports/registry-store.js';

/** What a device's own row and its place say, locked for the transaction. */
export interface LockedDevice {
  readonly id: string;
  readonly siteId: string;
  readonly location: string | null;
  readonly status: DeviceStatus;
  readonly firmware: string | null;
  readonly ip: string | null;
}

const LOCK = `select device.id, device.site_id as "siteId", location.name as location, device.status, device.firmware,
    host(device.ip) as ip
  from registry.device
  left join registry.location on location.tenant_id = device.tenant_id and location.id = device.location_id
  where device.tenant_id = $1 and device.external_id = $2
    and not exists (select from registry.deleted_device gone where gone.id = device.id)
  for update of device`;

export async function lockDeviceFacts(
  client: PoolClient,
  { tenantId, externalId }: DeviceKey,
): Promise<LockedDevice | undefined> {
  return (await client.query<LockedDevice>(LOCK, [tenantId, externalId])).rows[0];
}

/** Who the audit columns shall name, for this transaction. */
export async function actAs(client: PoolClient, actor: string): Promise<void> {
  await client.query(`select set_config('fieldline.actor', $1, true)`, [actor]);
}

export interface DeviceColumns {
  readonly location: string | null;
  readonly status: DeviceStatus;
  readonly firmware: string | null;
  readonly ip: string | null;
}

const UPDATE = `update registry.device set location_id = $3, status = $4, firmware = $5, ip = $6
  where tenant_id = $1 and id = $2 and (location_id, status, firmware, ip) is distinct from ($3, $4, $5, $6::inet)`;

/** Writes what is configuration in the device's own row; makes the site's location where it is new. */
export async function writeDeviceColumns(
  client: PoolClient,
  { tenantId, device, newLocationId }: { tenantId: string; device: LockedDevice; newLocationId: string },
  { location, status, firmware, ip }: DeviceColumns,
): Promise<void> {
  const locationId =
    location === null ? null : await locationOf(client, [tenantId, newLocationId, device.siteId, location]);
  await client.query(UPDATE, [tenantId, device.id, locationId, status, firmware, ip]);
}

async function locationOf(client: PoolClient, values: readonly string[]): Promise<string> {
  await client.query(
    `insert into registry.location (tenant_id, id, site_id, name) values ($1, $2, $3, $4)
     on conflict (tenant_id, site_id, name) do nothing`,
    [...values],
  );
  const [tenantId, , siteId, name] = values;
  const { rows } = await client.query<{ readonly id: string }>(
    'select id from registry.location where tenant_id = $1 and site_id = $2 and name = $3',
    [tenantId, siteId, name],
  );
  return (rows[0] as { readonly id: string }).id;
}

export interface AuditRow {
  readonly created_at: Date;
  readonly created_by: string;
  readonly updated_at: Date;
  readonly updated_by: string;
}

export function toAudit(row: AuditRow): Audit {
  return {
    createdAt: row.created_at.getTime(),
    createdBy: row.created_by,
    updatedAt: row.updated_at.getTime(),
    updatedBy: row.updated_by,
  };
}
