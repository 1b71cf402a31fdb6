import type { CredentialV1, ProfileRef } from '@fieldline/contracts';
import { type Clock, InvalidRequestError, NotFoundError, type Random, ulid } from '@fieldline/platform';
import { DEFAULT_TENANT } from '../domain/registry-event.js';
import type { DeviceKey, RegistryStore } from '../ports/registry-store.js';
import type { RegistryChanges } from './registry-changes.js';
import { digestOf, makeSecret } from './secrets.js';

export interface IssueCredentialParts {
  readonly store: RegistryStore;
  readonly changes: RegistryChanges;
  readonly clock: Clock;
  readonly random: Random;
  readonly serverKey: Buffer;
}

/** `secret` is shown this once and kept nowhere. */
export interface IssuedSecret {
  readonly id: string;
  /** What the device signs in as. */
  readonly username: string;
  readonly secret: string;
}

export interface IssuedEnrolmentKey {
  readonly id: string;
  /** Shown this once. */
  readonly key: string;
}

type Owner = Pick<CredentialV1, 'tenantId' | 'siteId'> &
  ({ readonly deviceId: string; readonly profile: null } | { readonly deviceId: null; readonly profile: ProfileRef });

/** Makes secrets and enrolment keys, and ends them. */
export class IssueCredential {
  readonly #parts: IssueCredentialParts;

  constructor(parts: IssueCredentialParts) {
    this.#parts = parts;
  }

  /** The device's other secrets stay, but for expired ones, which one that expires replaces. Rejects with NotFoundError. */
  async deviceSecret(key: DeviceKey, expiresInSeconds?: number): Promise<IssuedSecret> {
    const { tenantId, externalId } = key;
    const device = await this.#parts.store.device(key);
    if (device === undefined) throw new NotFoundError(`there is no device '${externalId}'`);
    const expiresAt = expiresInSeconds === undefined ? null : this.#parts.clock.now() + expiresInSeconds * 1000;
    const owner = { tenantId, siteId: device.siteId, deviceId: device.id, profile: null };
    const { id, secret } = await this.#issue(owner, expiresAt);
    return { id, username: tenantId === DEFAULT_TENANT ? externalId : `${externalId}@${tenantId}`, secret };
  }

  /** Registers devices at the site with the profile's newest version. Rejects with NotFoundError or InvalidRequestError. */
  async enrolmentKey(tenantId: string, siteName: string, profileId: string): Promise<IssuedEnrolmentKey> {
    const { store } = this.#parts;
    const site = await store.siteByName(tenantId, siteName);
    if (site === undefined) throw new NotFoundError(`there is no site '${siteName}'`);
    const profile = await store.profile(tenantId, profileId);
    if (profile === undefined) throw new InvalidRequestError(`profile: there is no profile '${profileId}'`);
    const ref = { id: profile.id, version: profile.version };
    const { id, secret } = await this.#issue({ tenantId, siteId: site.id, deviceId: null, profile: ref }, null);
    return { id, key: secret };
  }

  /** Ends a secret or an enrolment key, and the connections it may have opened. Rejects with NotFoundError. */
  async revoke(tenantId: string, id: string): Promise<void> {
    const { store, changes } = this.#parts;
    const change = await changes.apply(
      (stamp) => store.revokeCredential(tenantId, id, stamp),
      (result) => result?.outcome === 'updated',
    );
    if (change === undefined) throw new NotFoundError(`there is no credential '${id}'`);
  }

  async #issue(owner: Owner, expiresAt: number | null): Promise<{ readonly id: string; readonly secret: string }> {
    const { store, changes, clock, random, serverKey } = this.#parts;
    const secret = makeSecret(random);
    const credential: CredentialV1 = {
      id: ulid(clock, random),
      ...owner,
      kind: owner.deviceId === null ? 'enrolment' : 'device',
      digest: digestOf(secret, serverKey).toString('hex'),
      expiresAt,
      revoked: false,
    };
    await changes.apply(
      (stamp) => store.addCredential(credential, stamp),
      () => true,
    );
    return { id: credential.id, secret };
  }
}
