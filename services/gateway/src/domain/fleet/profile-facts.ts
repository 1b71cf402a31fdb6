import type { MetricSpec, ProfileRef, ProfileV1 } from '@fieldline/contracts';

/** One version of a profile as far as the gateway needs it; empty until the registry told of it. */
export class ProfileFacts {
  readonly ref: ProfileRef;
  metrics: readonly MetricSpec[] = [];
  /** The shortest of its metrics, ms; a profile that is not known yet lets nothing grow stale. */
  stalenessMs = Infinity;

  constructor({ id, version }: ProfileRef) {
    this.ref = { id, version };
  }

  learn(profile: ProfileV1): void {
    this.metrics = profile.metrics;
    this.stalenessMs = Math.min(...profile.metrics.map(({ stalenessSeconds }) => stalenessSeconds)) * 1_000;
  }
}
