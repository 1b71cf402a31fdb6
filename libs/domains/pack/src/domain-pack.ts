import type { ProfileV1 } from '@fieldline/contracts';
import type { ReplayMapping } from './replay/replay-mapping.js';

/** A profile as a pack ships it; the registry adds the tenant. */
export type ProfileDefinition = Omit<ProfileV1, 'tenantId'>;

/** What makes Fieldline be one kind of system: data and a few pure functions. */
export interface DomainPack {
  readonly id: string;
  readonly name: string;
  readonly profiles: readonly ProfileDefinition[];
  /** The recordings that can be replayed into these profiles. */
  readonly replays: readonly ReplayMapping[];
}
