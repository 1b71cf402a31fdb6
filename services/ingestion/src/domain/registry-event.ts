import {
  DEFAULT_TENANT,
  credentialV1,
  deviceV1,
  encodeEvent,
  profileV1,
  siteV1,
  type CredentialV1,
  type DeviceV1,
  type EventDefinition,
  type ProfileRef,
  type ProfileV1,
  type SiteV1,
} from '@fieldline/contracts';

/** A record of a compacted registry topic. */
export interface RegistryEvent {
  readonly tenantId: string;
  readonly topic: string;
  readonly key: string;
  readonly value: Buffer;
}

/** The event's id, and its time in ms since 1970. */
interface Stamp {
  readonly eventId: string;
  readonly occurredAt: number;
}

export function siteEvent(site: SiteV1, stamp: Stamp): RegistryEvent {
  return registryEvent(siteV1, site.id, site, stamp);
}

/** Carries what others may see of the device, and no more. */
export function deviceEvent(device: DeviceV1, stamp: Stamp): RegistryEvent {
  const { id, tenantId, siteId, externalId, name, type, profile, gatewayId, enrolledBy, disabled } = device;
  const { locationId = null } = device;
  const place = { siteId, externalId, name, type, profile, gatewayId, enrolledBy, disabled, locationId };
  const data: DeviceV1 = { id, tenantId, ...place };
  return registryEvent(deviceV1, id, data, stamp);
}

export function profileEvent(profile: ProfileV1, stamp: Stamp): RegistryEvent {
  return registryEvent(profileV1, profileKey(profile.tenantId, profile), profile, stamp);
}

export function credentialEvent(credential: CredentialV1, stamp: Stamp): RegistryEvent {
  return registryEvent(credentialV1, credential.id, credential, stamp);
}

/** What stood under this key is no more: an empty record, which takes the place of all that the compacted topic had of it. */
export function removed(
  { topic }: Pick<EventDefinition, 'topic'>,
  { tenantId, id }: { readonly tenantId: string; readonly id: string },
): RegistryEvent {
  return { tenantId, topic, key: id, value: Buffer.alloc(0) };
}

/**
 * `id@version`; outside the default tenant with the tenant before it, since profile ids are the tenant's own and a
 * compacted topic keeps one record a key.
 */
export function profileKey(tenantId: string, { id, version }: ProfileRef): string {
  return tenantId === DEFAULT_TENANT ? `${id}@${version}` : `${tenantId}/${id}@${version}`;
}

function registryEvent<T extends { readonly tenantId: string }>(
  { type, version, topic }: Pick<EventDefinition, 'type' | 'version' | 'topic'>,
  key: string,
  data: T,
  stamp: Stamp,
): RegistryEvent {
  const { eventId: id, occurredAt } = stamp;
  const { tenantId } = data;
  return { tenantId, topic, key, value: encodeEvent({ id, type, version, occurredAt, tenantId, key, data }) };
}
