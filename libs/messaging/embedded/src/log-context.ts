import type { Clock, Logger } from '@fieldline/platform';
import type { DamageReport } from './damage.js';
import type { Disk } from './disk.js';
import type { LogLimits } from './limits.js';
import type { LogMetrics } from './log-metrics.js';
import type { TailCache } from './tail-cache.js';

/** What all partitions of a log share. */
export interface LogContext {
  readonly disk: Disk;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits: LogLimits;
  readonly metrics: LogMetrics;
  readonly damage: DamageReport;
  readonly tails: TailCache;
}

/** Which partition, and where its files are. */
export interface PartitionPlace {
  readonly topic: string;
  readonly partition: number;
  readonly folder: string;
  readonly segmentBytes: number;
}
