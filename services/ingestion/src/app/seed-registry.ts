import type { DomainPack, ProfileDefinition } from '@fieldline/domain-pack';
import { OperatorError } from '@fieldline/platform';
import { pathConflict } from '../domain/profile-paths.js';
import type { RegistryStore } from '../ports/registry-store.js';
import type { RegistryChanges } from './registry-changes.js';

/** What the registry needs of a pack. */
export type SeedPack = Pick<DomainPack, 'id' | 'profiles'>;

export interface SeedRegistryParts {
  readonly store: RegistryStore;
  readonly changes: RegistryChanges;
  readonly packs: readonly SeedPack[];
}

/** Gives a tenant the profiles of the domain packs; those that are there stay. */
export class SeedRegistry {
  readonly #parts: SeedRegistryParts;

  constructor(parts: SeedRegistryParts) {
    this.#parts = parts;
  }

  /** Rejects with OperatorError where a pack has a version with another content than the registry, or metrics that meet. */
  async seed(tenantId: string): Promise<void> {
    const { store, packs } = this.#parts;
    await store.addTenant(tenantId);
    for (const pack of packs) {
      for (const profile of pack.profiles) await this.#add(tenantId, profile, pack);
    }
  }

  async #add(tenantId: string, profile: ProfileDefinition, pack: SeedPack): Promise<void> {
    const { store, changes } = this.#parts;
    const name = `profile ${profile.id}@${profile.version} of pack ${pack.id}`;
    const conflict = pathConflict(profile.metrics);
    if (conflict !== undefined) throw new OperatorError(`${name}: ${conflict}`);
    const metrics = profile.metrics.map(({ reason: _, ...spec }) => spec);
    if ((await store.addProfile({ ...profile, metrics, tenantId }, changes.stamp())) !== 'different') return;
    throw new OperatorError(`${name} differs from the one in use; versions never change: give it a new version`);
  }
}
