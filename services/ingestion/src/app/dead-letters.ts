import type { Clock, Logger, Random } from '@fieldline/platform';
import type { ReadingStore } from '@fieldline/readings';
import type { DeadLetterQuota } from '../domain/dead-letter-quota.js';
import type { DeadLetterStore } from '../ports/dead-letter-store.js';
import type { RegistryStore } from '../ports/registry-store.js';
import type { BatchSize, ReplayJobStore } from '../ports/replay-job-store.js';
import { DeadLetterDesk } from './dead-letter-desk.js';
import type { RegistryView } from './device-contexts.js';
import type { ReplayIntake } from './replay-intake.js';
import { ReplayJobs } from './replay-jobs.js';
import { ReplayLetters } from './replay-letters.js';
import { ReplayRunner } from './replay-runner.js';
import { TryPayload } from './try-payload.js';

export interface DeadLettersParts {
  readonly letters: DeadLetterStore;
  readonly jobs: ReplayJobStore;
  readonly store: Pick<RegistryStore, 'profile'>;
  readonly readings: Pick<ReadingStore, 'rows'>;
  /** Of the process that takes live messages: they share receipts and order. */
  readonly intake: ReplayIntake;
  readonly registry: RegistryView;
  readonly quotas: readonly DeadLetterQuota[];
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly batch?: BatchSize;
}

/** All of the dead-letter desk. Call `runner.wake()` once the store is up, and `runner.stop()` before the log closes. */
export class DeadLetters {
  readonly desk: DeadLetterDesk;
  readonly jobs: ReplayJobs;
  readonly tryPayload: TryPayload;
  readonly runner: ReplayRunner;

  constructor(parts: DeadLettersParts) {
    const replay = new ReplayLetters(parts);
    this.desk = new DeadLetterDesk({ ...parts, replay });
    this.runner = new ReplayRunner({ ...parts, replay });
    this.jobs = new ReplayJobs({ ...parts, wake: () => this.runner.wake() });
    this.tryPayload = new TryPayload(parts);
  }
}
