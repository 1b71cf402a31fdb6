import type { Page, PageRequest } from './page.js';
import type { ChangeStamps } from './registry-store.js';
import type { Viewer } from './viewer.js';

/** A room, a rack position, a street corner. */
export interface Location {
  readonly id: string;
  readonly tenantId: string;
  readonly siteId: string;
  readonly name: string;
  /** Both or neither. */
  readonly latitudeDeg: number | null;
  readonly longitudeDeg: number | null;
  readonly altitudeM: number | null;
}

/** Times are ms since 1970. */
export interface LocationView extends Location {
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Locations; they tell nobody, but for devices that lose theirs. Every method rejects with RetriableError while the store is away. */
export interface LocationStore {
  /** By name. */
  list(viewer: Viewer, filter: { readonly site?: string | undefined }, page: PageRequest): Promise<Page<LocationView>>;
  location(viewer: Viewer, id: string): Promise<LocationView | undefined>;
  /** The site's one of this name. */
  named(viewer: Viewer, siteId: string, name: string): Promise<LocationView | undefined>;
  /** Rejects with NameTakenError where the site has one of this name. */
  create(location: Location): Promise<void>;
  /** `change` sees it as it now is, alone in its transaction. False where there is none. Rejects with NameTakenError. */
  change(viewer: Viewer, id: string, change: (current: LocationView) => Location): Promise<boolean>;
  /** Its devices and sensors stay, without one. False where there is none. */
  remove(viewer: Viewer, id: string, check: (current: LocationView) => void, stamps: ChangeStamps): Promise<boolean>;
}
