import type { Clock, Health, Logger, Metrics, Random, Tracing } from '@fieldline/platform';

/** Made once for the process and passed to all that needs it. */
export interface ProcessParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly health: Health;
  /** This run of the process. */
  readonly runId: string;
  readonly version: string;
  /** Only where traces are collected. */
  readonly tracing?: Tracing;
}
