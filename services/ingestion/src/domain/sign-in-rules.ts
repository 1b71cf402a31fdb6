import type { CredentialV1, DeviceV1 } from '@fieldline/contracts';

/** Whether a secret still opens anything at this time (ms since 1970). */
export function isUsable({ revoked, expiresAt }: Pick<CredentialV1, 'revoked' | 'expiresAt'>, now: number): boolean {
  return !revoked && (expiresAt === null || now < expiresAt);
}

/**
 * Why an enrolment key does not speak for a device that is registered already; undefined when it does. A device that ever
 * got a secret of its own is out of the key's reach for good, also after that secret expired or was revoked.
 */
export function enrolmentRefusal(key: CredentialV1, device: DeviceV1, hasOwnSecret: boolean): string | undefined {
  if (device.disabled) return 'the device is disabled';
  if (hasOwnSecret) return 'the device has a secret of its own';
  if (device.enrolledBy !== key.id) return 'the device was not registered by this enrolment key';
  if (device.tenantId !== key.tenantId || device.siteId !== key.siteId) return 'the device is of another site';
  return undefined;
}

/** Whether connections made before a change speak for a device that is not (so) any more. */
export function endsConnections(before: DeviceV1 | undefined, after: DeviceV1): boolean {
  if (before === undefined) return false;
  const { siteId, externalId } = before;
  return (after.disabled && !before.disabled) || siteId !== after.siteId || externalId !== after.externalId;
}
