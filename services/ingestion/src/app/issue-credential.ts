import { signInName, type CredentialV1, type ProfileRef } from '@fieldline/contracts';
import { type Clock, NotFoundError, type Random, ulid } from '@fieldline/platform';
import type { EnrolmentKeyView, KeyFilter } from '../ports/credential-store.js';
import type { Page, PageRequest } from '../ports/page.js';
import type { DeviceKey, RegistryStore } from '../ports/registry-store.js';
import { seesSite, type Viewer } from '../ports/viewer.js';
import type { ApplyChange, RegistryChanges } from './registry-changes.js';
import { bodyFault } from './request-fault.js';
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
  /** ms since 1970; null: it does not expire. */
  readonly expiresAt: number | null;
}

export interface SecretOptions {
  readonly expiresInSeconds?: number | null | undefined;
  /** Ends all earlier secrets of the device. */
  readonly replace?: boolean;
  /** Who may see only some devices. */
  readonly viewer?: Viewer;
  readonly apply?: ApplyChange;
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

  /**
   * The device's other secrets stay, but for expired ones, which one that expires replaces, and unless all are to be
   * replaced. Rejects with NotFoundError.
   */
  async deviceSecret(key: DeviceKey, options: SecretOptions = {}): Promise<IssuedSecret> {
    const { store, changes, clock } = this.#parts;
    const { expiresInSeconds = null, replace = false, viewer, apply = changes.apply } = options;
    const { tenantId, externalId } = key;
    const device = await store.device(key);
    if (device === undefined || (viewer !== undefined && !seesSite(viewer, device.siteId))) {
      throw new NotFoundError(`there is no device '${externalId}'`);
    }
    const expiresAt = expiresInSeconds === null ? null : clock.now() + expiresInSeconds * 1000;
    const owner = { tenantId, siteId: device.siteId, deviceId: device.id, profile: null };
    const { id, secret } = await this.#issue(owner, expiresAt, apply);
    if (replace) {
      await changes.apply(
        (stamps) => store.credentialLists.revokeOthers(tenantId, device.id, id, stamps),
        (revoked) => revoked > 0,
      );
    }
    const username = signInName(tenantId, externalId);
    return { id, username, secret, expiresAt };
  }

  /** Registers devices at the site with the profile's newest version. Rejects with NotFoundError or InvalidRequestError. */
  async enrolmentKey(tenantId: string, siteName: string, profileId: string): Promise<IssuedEnrolmentKey> {
    const site = await this.#parts.store.siteByName(tenantId, siteName);
    if (site === undefined) throw new NotFoundError(`there is no site '${siteName}'`);
    return this.#key(tenantId, site.id, profileId);
  }

  /** The same by the site's ULID, for one who sees it. */
  async enrolmentKeyAt(viewer: Viewer, siteId: string, profileId: string): Promise<IssuedEnrolmentKey> {
    const site = await this.#parts.store.sites.site(viewer, siteId);
    if (site === undefined) throw new NotFoundError(`siteId: there is no site ${siteId}`);
    return this.#key(viewer.tenantId, siteId, profileId);
  }

  /** Ends a secret or an enrolment key, and the connections it may have opened. Rejects with NotFoundError. */
  async revoke({ tenantId, sites }: Viewer, id: string): Promise<void> {
    const { store, changes } = this.#parts;
    const siteId = await store.credentialLists.siteOf(tenantId, id);
    const isSeen = siteId !== undefined && seesSite({ sites }, siteId);
    const change = isSeen
      ? await changes.apply(
          (stamp) => store.revokeCredential(tenantId, id, stamp),
          (result) => result?.outcome === 'updated',
        )
      : undefined;
    if (change === undefined) throw new NotFoundError(`there is no credential '${id}'`);
  }

  enrolmentKeys(viewer: Viewer, filter: KeyFilter, page: PageRequest): Promise<Page<EnrolmentKeyView>> {
    return this.#parts.store.credentialLists.enrolmentKeys(viewer, filter, page);
  }

  async enrolmentKeyView(viewer: Viewer, id: string): Promise<EnrolmentKeyView> {
    const key = await this.#parts.store.credentialLists.enrolmentKey(viewer, id);
    if (key === undefined) throw new NotFoundError(`there is no enrolment key '${id}'`);
    return key;
  }

  async #key(tenantId: string, siteId: string, profileId: string): Promise<IssuedEnrolmentKey> {
    const { store, changes } = this.#parts;
    const profile = await store.profile(tenantId, profileId);
    if (profile === undefined) throw bodyFault('profile', `there is no profile '${profileId}'`);
    const ref = { id: profile.id, version: profile.version };
    const { id, secret } = await this.#issue({ tenantId, siteId, deviceId: null, profile: ref }, null, changes.apply);
    return { id, key: secret };
  }

  async #issue(
    owner: Owner,
    expiresAt: number | null,
    apply: ApplyChange,
  ): Promise<{ readonly id: string; readonly secret: string }> {
    const { store, clock, random, serverKey } = this.#parts;
    const secret = makeSecret(random);
    const credential: CredentialV1 = {
      id: ulid(clock, random),
      ...owner,
      kind: owner.deviceId === null ? 'enrolment' : 'device',
      digest: digestOf(secret, serverKey).toString('hex'),
      expiresAt,
      revoked: false,
    };
    await apply(
      (stamp) => store.addCredential(credential, stamp),
      () => true,
    );
    return { id: credential.id, secret };
  }
}
