import { ConflictError, NotFoundError, ulid, type Clock, type Random } from '@fieldline/platform';
import type { Location, LocationView } from '../ports/location-store.js';
import type { Page, PageRequest } from '../ports/page.js';
import type { RegistryStore } from '../ports/registry-store.js';
import { NameTakenError } from '../ports/site-store.js';
import type { Viewer } from '../ports/viewer.js';
import type { RegistryChanges } from './registry-changes.js';
import { bodyFault } from './request-fault.js';

export interface ManageLocationsParts {
  readonly store: Pick<RegistryStore, 'sites' | 'locations'>;
  readonly changes: RegistryChanges;
  readonly clock: Clock;
  readonly random: Random;
}

type LocationFields = Omit<Location, 'id' | 'tenantId'>;
type LocationPatch = { readonly [K in Exclude<keyof LocationFields, 'siteId'>]?: LocationFields[K] | undefined };

/** Locations as one viewer sees them. What they do not see is NotFoundError. */
export class ManageLocations {
  readonly #parts: ManageLocationsParts;

  constructor(parts: ManageLocationsParts) {
    this.#parts = parts;
  }

  list(viewer: Viewer, filter: { readonly site?: string | undefined }, page: PageRequest): Promise<Page<LocationView>> {
    return this.#parts.store.locations.list(viewer, filter, page);
  }

  async location(viewer: Viewer, id: string): Promise<LocationView> {
    return (await this.#parts.store.locations.location(viewer, id)) ?? missing(id);
  }

  /** Rejects with InvalidRequestError, and with ConflictError where the site has one of this name. */
  async create(viewer: Viewer, fields: LocationFields): Promise<LocationView> {
    const { store, clock, random } = this.#parts;
    const site = await store.sites.site(viewer, fields.siteId);
    if (site === undefined) throw new NotFoundError(`siteId: there is no site ${fields.siteId}`);
    const location = checked({ ...fields, id: ulid(clock, random), tenantId: viewer.tenantId });
    await store.locations.create(location).catch(toConflict(fields.name));
    return this.location(viewer, location.id);
  }

  /** `check` sees it as it now is, in the transaction of the change. */
  async change(
    viewer: Viewer,
    id: string,
    patch: LocationPatch,
    check: (current: LocationView) => void,
  ): Promise<LocationView> {
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    const change = (current: LocationView): Location => {
      check(current);
      return checked({ ...current, ...given });
    };
    const { locations } = this.#parts.store;
    if (!(await locations.change(viewer, id, change).catch(toConflict(patch.name)))) missing(id);
    return this.location(viewer, id);
  }

  async remove(viewer: Viewer, id: string, check: (current: LocationView) => void): Promise<void> {
    const { store, changes } = this.#parts;
    // devices that lose it tell of it; nobody waits for that here
    const gone = await store.locations.remove(viewer, id, check, changes.stamps());
    if (!gone) missing(id);
    await changes.relay();
  }
}

function checked(location: Location): Location {
  const { latitudeDeg, longitudeDeg } = location;
  if ((latitudeDeg === null) === (longitudeDeg === null)) return location;
  const absent = latitudeDeg === null ? 'latitudeDeg' : 'longitudeDeg';
  throw bodyFault(absent, 'a position needs latitudeDeg and longitudeDeg; give both, or null for both');
}

function missing(id: string): never {
  throw new NotFoundError(`there is no location ${id}`);
}

function toConflict(name?: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof NameTakenError)) throw error;
    throw new ConflictError(`name: the site has a location '${name ?? ''}' already; choose another name`, {
      cause: error,
    });
  };
}
