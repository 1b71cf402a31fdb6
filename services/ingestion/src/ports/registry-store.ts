import type { CredentialV1, ProfileV1, SiteV1 } from '@fieldline/contracts';
import type { OutgoingRecord } from '@fieldline/messaging';
import type { RegisteredDevice } from '../domain/registered-device.js';
import type { CredentialStore } from './credential-store.js';
import type { DeletionStore } from './deletion-store.js';
import type { LocationStore } from './location-store.js';
import type { ProfileStore } from './profile-store.js';
import type { SiteStore } from './site-store.js';

/** Becomes id and time of the event that tells of a change. */
export interface ChangeStamp {
  readonly eventId: string;
  /** ms since 1970. */
  readonly occurredAt: number;
}

/** For a change that may tell of several things. */
export interface ChangeStamps extends ChangeStamp {
  /** The stamp of a further event of the same change. */
  further(): ChangeStamp;
}

/** `unchanged` tells of nothing: no event was written. */
export interface Change<T> {
  readonly outcome: 'created' | 'updated' | 'unchanged';
  readonly entity: T;
}

export interface DeviceKey {
  readonly tenantId: string;
  readonly externalId: string;
}

/** A device for people. */
export interface ListedDevice extends RegisteredDevice {
  /** The site's name. */
  readonly site: string;
  /** The gateway's external id. */
  readonly gateway: string | null;
}

/** With when it was registered and changed, ms since 1970. */
export interface DeviceView extends ListedDevice {
  readonly createdAt: number;
  readonly updatedAt: number;
}

export type Enrolment =
  | {
      readonly device: RegisteredDevice;
      /** False where the external id was registered before; then `device` is that one. */
      readonly created: boolean;
      readonly hasOwnSecret: boolean;
    }
  | KeyFull;

/** The enrolment key has registered all it may: nothing was stored. */
export interface KeyFull {
  readonly device: undefined;
  readonly created: false;
  /** Devices that it has registered. */
  readonly registered: number;
}

/**
 * The registry as it is kept. Each change is stored together with its event in one transaction; {@link relay} brings the
 * events to the log. Every method rejects with RetriableError while the store is away.
 */
export interface RegistryStore {
  readonly sites: SiteStore;
  readonly locations: LocationStore;
  readonly profiles: ProfileStore;
  readonly credentialLists: CredentialStore;
  readonly deletions: DeletionStore;
  addTenant(id: string): Promise<void>;
  /** Creates or changes the site of this tenant and name; `site.id` counts only for a new one. */
  putSite(site: SiteV1, stamp: ChangeStamp): Promise<Change<SiteV1>>;
  siteByName(tenantId: string, name: string): Promise<SiteV1 | undefined>;
  /** `different`: this version is there with another content, and stays as it is. */
  addProfile(profile: ProfileV1, stamp: ChangeStamp): Promise<'added' | 'known' | 'different'>;
  /** Of this version, or the newest. */
  profile(tenantId: string, id: string, version?: number): Promise<ProfileV1 | undefined>;
  /**
   * Creates or changes a device: `change` sees it as it now is, alone in its transaction, and may run again; what it throws
   * rejects the whole. Rejects with {@link MacTakenError} and {@link DeviceLeavingError}.
   */
  putDevice(
    key: DeviceKey,
    change: (current: DeviceView | undefined) => RegisteredDevice,
    stamp: ChangeStamp,
  ): Promise<Change<RegisteredDevice>>;
  /**
   * Registers a device unless its external id is known, or the key that it was `enrolledBy` has registered `devicesPerKey`
   * already, counted here and by one enrolment of the key at a time.
   */
  enrolDevice(device: RegisteredDevice, devicesPerKey: number, stamp: ChangeStamp): Promise<Enrolment>;
  /** One that is being taken away counts as gone; so it does in {@link devices}. */
  device(key: DeviceKey): Promise<DeviceView | undefined>;
  /** By external id. */
  devices(tenantId: string): Promise<readonly ListedDevice[]>;
  /**
   * With a secret that expires go secrets of the same device that had expired at the time of the stamp, some at a time, so
   * that they do not pile up where each run makes one. The new one says on that the device has a secret of its own.
   */
  addCredential(credential: CredentialV1, stamp: ChangeStamp): Promise<void>;
  /** Undefined when the tenant has no such credential. */
  revokeCredential(tenantId: string, id: string, stamp: ChangeStamp): Promise<Change<CredentialV1> | undefined>;
  /** Secrets of a device or enrolment keys of a site, oldest first. */
  credentials(tenantId: string, ownerId: string): Promise<readonly CredentialV1[]>;
  /**
   * Hands the oldest events that are not in the log yet to `publish`, in order, and forgets them when it resolves; when it
   * rejects, or the process dies, they come again. One caller at a time over all processes. Returns how many there were.
   */
  relay(publish: (records: readonly OutgoingRecord[]) => Promise<void>): Promise<number>;
}

/** Another device of the tenant has this MAC address. */
export class MacTakenError extends Error {
  override readonly name = 'MacTakenError';
}

/** The device of this external id is being taken away with its data. */
export class DeviceLeavingError extends Error {
  override readonly name = 'DeviceLeavingError';
}

export const REGISTRY_STORE = Symbol('RegistryStore');
