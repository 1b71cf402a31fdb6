import type { DeviceV1, ProfileRef } from '@fieldline/contracts';

/** A device as the registry keeps it: what others see of it, and what is the registry's own matter. */
export interface RegisteredDevice extends DeviceV1 {
  /** `aa:bb:cc:dd:ee:ff`. */
  readonly mac: string | null;
  readonly locationId: string | null;
  readonly firmware: string | null;
  readonly ip: string | null;
  readonly status: DeviceStatus;
}

export type DeviceStatus = 'unknown' | 'online' | 'offline' | 'error' | 'maintenance';

/** What is asked of a device; what is left out stays as it is, or takes its default in a new one. */
export interface DeviceRequest {
  readonly siteId: string;
  readonly profile: ProfileRef;
  readonly name?: string;
  readonly type?: DeviceV1['type'];
  readonly mac?: string | null;
  readonly gatewayId?: string | null;
  readonly locationId?: string | null;
  readonly disabled?: boolean;
}

export interface NewDevice {
  readonly id: string;
  readonly tenantId: string;
  readonly externalId: string;
  /** The enrolment key that registers it. */
  readonly enrolledBy?: string;
}

/** What the device link's user name for devices without a secret would shadow. */
export const RESERVED_EXTERNAL_ID = 'enrol';

export function newDevice(device: NewDevice, request: DeviceRequest): RegisteredDevice {
  const { id, tenantId, externalId, enrolledBy = null } = device;
  const {
    siteId,
    profile,
    name = externalId,
    type = 'device',
    mac = null,
    gatewayId = null,
    locationId = null,
    disabled = false,
  } = request;
  return {
    id,
    tenantId,
    siteId,
    externalId,
    name,
    type,
    profile,
    gatewayId,
    enrolledBy,
    disabled,
    mac,
    locationId,
    firmware: null,
    ip: null,
    status: 'unknown',
  };
}

/** The device after a request; a location belongs to its site, so a move leaves it behind. */
export function changeDevice(current: RegisteredDevice, request: Partial<DeviceRequest>): RegisteredDevice {
  const changed = { ...current, ...request };
  return changed.siteId === current.siteId ? changed : { ...changed, locationId: request.locationId ?? null };
}
