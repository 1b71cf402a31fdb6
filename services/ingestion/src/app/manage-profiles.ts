import type { MetricSpec, ProfileV1 } from '@fieldline/contracts';
import { InvalidRequestError, NotFoundError, type RequestFault } from '@fieldline/platform';
import { profileFaults } from '../domain/profile-faults.js';
import type { Page, PageRequest } from '../ports/page.js';
import type { ProfileView } from '../ports/profile-store.js';
import type { RegistryStore } from '../ports/registry-store.js';
import type { Viewer } from '../ports/viewer.js';
import type { RegistryChanges } from './registry-changes.js';

export interface ManageProfilesParts {
  readonly store: Pick<RegistryStore, 'profiles'>;
  readonly changes: RegistryChanges;
}

export interface ProfileDraft extends Pick<ProfileV1, 'name' | 'lifetime'> {
  readonly metrics: readonly MetricSpec[];
}

/** Profiles of a tenant, and their next versions. What is not there is NotFoundError. */
export class ManageProfiles {
  readonly #parts: ManageProfilesParts;

  constructor(parts: ManageProfilesParts) {
    this.#parts = parts;
  }

  newest(viewer: Viewer, page: PageRequest): Promise<Page<ProfileView>> {
    return this.#parts.store.profiles.newest(viewer, page);
  }

  async versions(viewer: Viewer, id: string, page: PageRequest): Promise<Page<ProfileView>> {
    const found = await this.#parts.store.profiles.versions(viewer, id, page);
    if (found.items.length > 0 || page.after !== undefined) return found;
    throw new NotFoundError(`there is no profile '${id}'`);
  }

  async version(viewer: Viewer, id: string, version: number): Promise<ProfileView> {
    const found = await this.#parts.store.profiles.version(viewer, id, version);
    if (found !== undefined) return found;
    throw new NotFoundError(`there is no version ${version} of a profile '${id}'`);
  }

  /** Rejects with InvalidRequestError that names each metric at fault. */
  async add(viewer: Viewer, id: string, draft: ProfileDraft, moveDevices: boolean): Promise<ProfileView> {
    refuse(profileFaults(draft.metrics));
    const { store, changes } = this.#parts;
    const { name, lifetime } = draft;
    const profile = { id, name, lifetime, metrics: [...draft.metrics] };
    const { version } = await changes.apply(
      (stamps) => store.profiles.add(viewer, profile, moveDevices, stamps),
      () => true,
    );
    return this.version(viewer, id, version);
  }
}

function refuse(faults: readonly RequestFault[]): void {
  if (faults.length === 0) return;
  const message = faults.map((fault) => `${fault.at}: ${fault.message}`).join('; ');
  throw new InvalidRequestError(message, { faults: faults.map((fault) => ({ ...fault, at: `body.${fault.at}` })) });
}
