import type { ProfileV1 } from '@fieldline/contracts';
import type { Page, PageRequest } from './page.js';
import type { ChangeStamps } from './registry-store.js';
import type { Viewer } from './viewer.js';

export interface ProfileView extends ProfileV1 {
  /** Devices of this version. */
  readonly devices: number;
  /** ms since 1970. */
  readonly createdAt: number;
}

export interface AddedVersion {
  readonly version: number;
  /** Devices that were moved to it. */
  readonly moved: number;
}

/** Profiles as they are kept; versions never change. Every method rejects with RetriableError while the store is away. */
export interface ProfileStore {
  /** The newest version of each, by id. */
  newest(viewer: Viewer, page: PageRequest): Promise<Page<ProfileView>>;
  /** The newest first; none where there is no such profile. */
  versions(viewer: Viewer, id: string, page: PageRequest): Promise<Page<ProfileView>>;
  version(viewer: Viewer, id: string, version: number): Promise<ProfileView | undefined>;
  /**
   * Adds the version after the newest, 1 for a new profile. With `moveDevices` those of the version before are of it from
   * then on, as far as the viewer sees them.
   */
  add(
    viewer: Viewer,
    profile: Omit<ProfileV1, 'version' | 'tenantId'>,
    moveDevices: boolean,
    stamps: ChangeStamps,
  ): Promise<AddedVersion>;
}
