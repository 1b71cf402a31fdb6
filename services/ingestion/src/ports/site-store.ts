import type { SiteV1 } from '@fieldline/contracts';
import type { Page, PageRequest } from './page.js';
import type { Change, ChangeStamp, ChangeStamps } from './registry-store.js';
import type { Viewer } from './viewer.js';

/** Times are ms since 1970. */
export interface SiteView extends SiteV1 {
  readonly devices: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface SiteFilter {
  /** The site of this very name. */
  readonly name?: string | undefined;
}

/** Sites; each change is stored with its event. Every method rejects with RetriableError while the store is away. */
export interface SiteStore {
  /** By name. */
  list(viewer: Viewer, filter: SiteFilter, page: PageRequest): Promise<Page<SiteView>>;
  site(viewer: Viewer, id: string): Promise<SiteView | undefined>;
  /** Rejects with {@link NameTakenError}. */
  create(site: SiteV1, stamp: ChangeStamp): Promise<void>;
  /**
   * `change` sees the site as it now is, alone in its transaction; what it throws rejects the whole. Undefined where there is
   * none. Rejects with {@link NameTakenError}.
   */
  change(
    viewer: Viewer,
    id: string,
    change: (current: SiteView) => SiteV1,
    stamp: ChangeStamp,
  ): Promise<Change<SiteV1> | undefined>;
  /** With its locations and enrolment keys. `check` is as `change` above; false where there is none. Rejects with {@link SiteInUseError}. */
  remove(viewer: Viewer, id: string, check: (current: SiteView) => void, stamps: ChangeStamps): Promise<boolean>;
}

/** Another one has this name. */
export class NameTakenError extends Error {
  override readonly name = 'NameTakenError';
}

/** The site still has devices. */
export class SiteInUseError extends Error {
  override readonly name = 'SiteInUseError';

  constructor(readonly devices: number) {
    super(`the site has ${devices} devices`);
  }
}
