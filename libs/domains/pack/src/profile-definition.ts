import type { MetricSpec, ProfileV1 } from '@fieldline/contracts';

/** A metric as a pack ships it. */
export interface MetricDefinition extends MetricSpec {
  /** Why the range is what it is: what a sensor can truly report, with its source. Wherever there is a range. */
  readonly reason?: string;
}

/** A profile as a pack ships it; the registry adds the tenant. */
export interface ProfileDefinition extends Omit<ProfileV1, 'tenantId' | 'metrics'> {
  readonly metrics: readonly MetricDefinition[];
}
