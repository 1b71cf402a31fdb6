import type { ProfileDefinition } from './profile-definition.js';
import type { ProfileHints } from './profile-hints.js';
import type { ReplayMapping } from './replay/replay-mapping.js';
import type { SeedName } from './seed-name.js';
import type { SampleFleet } from './simulation/sample-fleet.js';

/** What makes Fieldline be one kind of system: data and a few pure functions. */
export interface DomainPack {
  readonly id: string;
  readonly name: string;
  readonly profiles: readonly ProfileDefinition[];
  readonly seedNames: readonly SeedName[];
  /** How a profile is best looked at; one for each profile. */
  readonly hints: readonly ProfileHints[];
  /** Devices that behave like those of this domain. */
  readonly fleet: SampleFleet;
  /** The recordings that can be replayed into these profiles. */
  readonly replays: readonly ReplayMapping[];
}
