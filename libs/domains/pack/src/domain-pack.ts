import type { MetricSpec, ProfileV1 } from '@fieldline/contracts';
import type { ProfileHints } from './profile-hints.js';
import type { ReplayMapping } from './replay/replay-mapping.js';
import type { SampleFleet } from './simulation/sample-fleet.js';

/** A metric as a pack ships it. */
export interface MetricDefinition extends MetricSpec {
  /** Why the range is what it is: what a sensor can truly report, with its source. Wherever there is a range. */
  readonly reason?: string;
}

/** A profile as a pack ships it; the registry adds the tenant. */
export interface ProfileDefinition extends Omit<ProfileV1, 'tenantId' | 'metrics'> {
  readonly metrics: readonly MetricDefinition[];
}

/** What a name of one of the systems that Fieldline can be became here. */
export interface SeedName {
  /** Row of the requirement, such as `V1`. */
  readonly row: string;
  /** As that system calls it. */
  readonly seed: string;
  /** `profile.metric`, or what else holds it now, such as `site` or `device.externalId`. */
  readonly became: string;
  /** What is more than a name: another unit, sign, or kind. */
  readonly change?: string;
}

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
