import type { PoolClient } from '@fieldline/relational';
import type { DeviceKey, DeviceView } from '../ports/registry-store.js';
import { toListedDevice, type ListedDeviceRow } from './registry-rows.js';

export interface DeviceViewRow extends ListedDeviceRow {
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly leaving: boolean;
}

/** `leaving`: it is being taken away with its data. */
export const DEVICE_VIEW = `select device.*, site.name as site, gateway.external_id as gateway, exists (
    select from registry.deleted_device gone where gone.tenant_id = device.tenant_id and gone.id = device.id
  ) as leaving
  from registry.device
  join registry.site on site.tenant_id = device.tenant_id and site.id = device.site_id
  left join registry.device gateway on gateway.tenant_id = device.tenant_id and gateway.id = device.gateway_id`;

const OF_KEY = `${DEVICE_VIEW} where device.tenant_id = $1 and device.external_id = $2`;

export interface FoundDevice {
  readonly view: DeviceView;
  readonly leaving: boolean;
}

/** `lock`: nobody else changes it before the caller's transaction ends. */
export async function findDevice(
  client: PoolClient,
  { tenantId, externalId }: DeviceKey,
  { lock }: { readonly lock: boolean },
): Promise<FoundDevice | undefined> {
  const sql = lock ? `${OF_KEY} for update of device` : OF_KEY;
  const { rows } = await client.query<DeviceViewRow>(sql, [tenantId, externalId]);
  return rows[0] && { view: toDeviceView(rows[0]), leaving: rows[0].leaving };
}

export function toDeviceView(row: DeviceViewRow): DeviceView {
  const { created_at: createdAt, updated_at: updatedAt } = row;
  return { ...toListedDevice(row), createdAt: createdAt.getTime(), updatedAt: updatedAt.getTime() };
}
