import type { CredentialV1, DeviceV1, ProfileV1, SiteV1 } from '@fieldline/contracts';
import { profileKey } from '../domain/registry-event.js';

/** A credential ready to be compared. */
export interface KnownCredential extends CredentialV1 {
  readonly digestBytes: Buffer;
}

/** The registry in memory, by all that it is asked by. */
export class RegistryIndex {
  readonly #sites = new Map<string, SiteV1>();
  readonly #devices = new Map<string, DeviceV1>();
  readonly #profiles = new Map<string, ProfileV1>();
  readonly #deviceByName = new Map<string, string>();
  readonly #secrets = new Map<string, Map<string, KnownCredential>>();
  /** Device by secret. */
  readonly #ownerOf = new Map<string, string>();
  /** How many devices each enrolment key registered. */
  readonly #enrolled = new Map<string, number>();
  readonly #enrolmentKeys = new Map<string, KnownCredential>();
  /** Digest by id. */
  readonly #keyDigests = new Map<string, string>();

  putSite(site: SiteV1): void {
    this.#sites.set(site.id, site);
  }

  putProfile(profile: ProfileV1): void {
    this.#profiles.set(profileKey(profile.tenantId, profile), profile);
  }

  putDevice(device: DeviceV1): void {
    const before = this.#devices.get(device.id);
    if (before !== undefined) this.#deviceByName.delete(nameOf(before.tenantId, before.externalId));
    if (before?.enrolledBy !== device.enrolledBy) {
      this.#countEnrolled(before?.enrolledBy, -1);
      this.#countEnrolled(device.enrolledBy, 1);
    }
    this.#devices.set(device.id, device);
    this.#deviceByName.set(nameOf(device.tenantId, device.externalId), device.id);
  }

  putCredential(credential: CredentialV1): void {
    const known = { ...credential, digestBytes: Buffer.from(credential.digest, 'hex') };
    if (credential.deviceId === null) {
      this.#enrolmentKeys.set(credential.digest, known);
      this.#keyDigests.set(credential.id, credential.digest);
      return;
    }
    const ofDevice = this.#secrets.get(credential.deviceId) ?? new Map<string, KnownCredential>();
    this.#secrets.set(credential.deviceId, ofDevice.set(credential.id, known));
    this.#ownerOf.set(credential.id, credential.deviceId);
  }

  /** A device’s last one stays: by it the device is known to have a secret of its own. */
  removeSecret(id: string): void {
    const ofDevice = this.#secrets.get(this.#ownerOf.get(id) ?? '');
    if (ofDevice === undefined || ofDevice.size === 1) return;
    ofDevice.delete(id);
    this.#ownerOf.delete(id);
  }

  /** False where it is no enrolment key that is known. */
  removeEnrolmentKey(id: string): boolean {
    const digest = this.#keyDigests.get(id);
    if (digest === undefined) return false;
    this.#keyDigests.delete(id);
    return this.#enrolmentKeys.delete(digest);
  }

  removeSite(id: string): void {
    this.#sites.delete(id);
  }

  /** With its secrets; returns what it was. */
  removeDevice(id: string): DeviceV1 | undefined {
    const device = this.#devices.get(id);
    if (device === undefined) return undefined;
    this.#devices.delete(id);
    const name = nameOf(device.tenantId, device.externalId);
    if (this.#deviceByName.get(name) === id) this.#deviceByName.delete(name);
    this.#countEnrolled(device.enrolledBy, -1);
    for (const secret of this.#secrets.get(id)?.keys() ?? []) this.#ownerOf.delete(secret);
    this.#secrets.delete(id);
    return device;
  }

  site(id: string): SiteV1 | undefined {
    return this.#sites.get(id);
  }

  profile(tenantId: string, id: string, version: number): ProfileV1 | undefined {
    return this.#profiles.get(profileKey(tenantId, { id, version }));
  }

  device(id: string): DeviceV1 | undefined {
    return this.#devices.get(id);
  }

  deviceByExternalId(tenantId: string, externalId: string): DeviceV1 | undefined {
    const id = this.#deviceByName.get(nameOf(tenantId, externalId));
    return id === undefined ? undefined : this.#devices.get(id);
  }

  devices(): Iterable<DeviceV1> {
    return this.#devices.values();
  }

  enrolledBy(keyId: string): number {
    return this.#enrolled.get(keyId) ?? 0;
  }

  #countEnrolled(keyId: string | null | undefined, change: number): void {
    if (typeof keyId === 'string') this.#enrolled.set(keyId, this.enrolledBy(keyId) + change);
  }

  /** The device's secrets, also those that are of no use any more; at least one if it was ever given any. */
  secrets(deviceId: string): readonly KnownCredential[] {
    return [...(this.#secrets.get(deviceId)?.values() ?? [])];
  }

  enrolmentKey(digest: string): KnownCredential | undefined {
    return this.#enrolmentKeys.get(digest);
  }
}

/** Neither part may hold a space. */
function nameOf(tenantId: string, externalId: string): string {
  return `${tenantId} ${externalId}`;
}
