import type { CredentialV1, SiteV1 } from '@fieldline/contracts';
import type { RegisteredDevice } from '../domain/registered-device.js';
import type { ListedDevice } from '../ports/registry-store.js';

export interface SiteRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly name: string;
  readonly time_zone: string;
  readonly currency: string;
  readonly lifetime: 'history' | null;
}

export function toSite(row: SiteRow): SiteV1 {
  const { tenant_id: tenantId, id, name, time_zone: timeZone, currency, lifetime } = row;
  return { id, tenantId, name, timeZone, currency, lifetime };
}

export interface DeviceRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly site_id: string;
  readonly external_id: string;
  readonly name: string;
  readonly type: RegisteredDevice['type'];
  readonly profile_id: string;
  readonly profile_version: number;
  readonly gateway_id: string | null;
  readonly enrolled_by: string | null;
  readonly disabled: boolean;
  readonly mac: string | null;
  readonly location_id: string | null;
  readonly firmware: string | null;
  readonly ip: string | null;
  readonly status: RegisteredDevice['status'];
}

/** The columns of a device but for its key, in the order of {@link deviceValues}. */
export const DEVICE_COLUMNS =
  'tenant_id, id, external_id, site_id, name, type, profile_id, profile_version, gateway_id, enrolled_by, disabled, ' +
  'mac, location_id, firmware, ip, status';

export function deviceValues(device: RegisteredDevice): readonly unknown[] {
  return [
    device.tenantId,
    device.id,
    device.externalId,
    device.siteId,
    device.name,
    device.type,
    device.profile.id,
    device.profile.version,
    device.gatewayId,
    device.enrolledBy,
    device.disabled,
    device.mac,
    device.locationId,
    device.firmware,
    device.ip,
    device.status,
  ];
}

export function toDevice(row: DeviceRow): RegisteredDevice {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    siteId: row.site_id,
    externalId: row.external_id,
    name: row.name,
    type: row.type,
    profile: { id: row.profile_id, version: row.profile_version },
    gatewayId: row.gateway_id,
    enrolledBy: row.enrolled_by,
    disabled: row.disabled,
    mac: row.mac,
    locationId: row.location_id,
    firmware: row.firmware,
    ip: row.ip,
    status: row.status,
  };
}

export interface ListedDeviceRow extends DeviceRow {
  readonly site: string;
  readonly gateway: string | null;
}

export function toListedDevice(row: ListedDeviceRow): ListedDevice {
  return { ...toDevice(row), site: row.site, gateway: row.gateway };
}

export interface CredentialRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly site_id: string;
  readonly kind: CredentialV1['kind'];
  readonly device_id: string | null;
  readonly profile_id: string | null;
  readonly profile_version: number | null;
  readonly digest: string;
  readonly expires_at: Date | null;
  readonly revoked: boolean;
}

export function toCredential(row: CredentialRow): CredentialV1 {
  const profile =
    row.profile_id === null || row.profile_version === null
      ? null
      : { id: row.profile_id, version: row.profile_version };
  return {
    id: row.id,
    tenantId: row.tenant_id,
    siteId: row.site_id,
    kind: row.kind,
    deviceId: row.device_id,
    profile,
    digest: row.digest,
    expiresAt: row.expires_at?.getTime() ?? null,
    revoked: row.revoked,
  };
}
