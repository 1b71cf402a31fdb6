import type { DeviceIdentity } from '@fieldline/device-link';
import { createLogger, sleep, systemClock, systemRandom } from '@fieldline/platform';
import { PostgresDeadLetterStore } from '../adapters/postgres-dead-letter-store.js';
import { PostgresRegistryStore } from '../adapters/postgres-registry-store.js';
import { PostgresReplayJobStore } from '../adapters/postgres-replay-job-store.js';
import type { LetterView } from '../ports/dead-letter-store.js';
import type { BatchSize, ReplayJob } from '../ports/replay-job-store.js';
import type { Viewer } from '../ports/viewer.js';
import { DeadLetters } from './dead-letters.js';
import { IngestionRig, type RigOptions } from './ingestion-rig.contract.js';

export const VIEWER: Viewer = { tenantId: 'default', sites: null };
export const WHO = 'Operator';

const POLL_MS = 25;

/** The dead-letter desk on a rig's log and database. */
export class DeskFixture {
  letters: PostgresDeadLetterStore;
  jobs: PostgresReplayJobStore;
  readonly store: PostgresRegistryStore;
  batch: BatchSize | undefined;
  #current: DeadLetters | undefined;

  private constructor(readonly rig: IngestionRig) {
    const pool = (): IngestionRig['database']['pool'] => rig.database.pool;
    this.letters = new PostgresDeadLetterStore({ pool });
    this.jobs = new PostgresReplayJobStore({ pool });
    this.store = new PostgresRegistryStore({ pool });
  }

  static async open(options?: RigOptions): Promise<DeskFixture> {
    const fixture = new DeskFixture(await IngestionRig.open(options));
    await fixture.store.addTenant(VIEWER.tenantId);
    return fixture;
  }

  /** Of the rig's present run. */
  get now(): DeadLetters {
    return (this.#current ??= this.#make());
  }

  /** A new run of the process. */
  async restart(): Promise<void> {
    await this.#current?.runner.stop();
    this.#current = undefined;
    await this.rig.restart();
  }

  /** The letters of a device, the oldest first. */
  async of({ deviceId }: DeviceIdentity, viewer = VIEWER): Promise<readonly LetterView[]> {
    const { items } = await this.letters.page(viewer, { deviceId }, { after: undefined, limit: 1000 });
    return [...items].reverse();
  }

  /** Sends what is refused, and gives its letters. */
  async refuse(device: DeviceIdentity, payloads: readonly unknown[], receivedAt?: number): Promise<readonly string[]> {
    await this.rig.send(device, payloads, receivedAt === undefined ? undefined : { receivedAt });
    return (await this.of(device)).map(({ id }) => id);
  }

  async ended(id: string): Promise<ReplayJob> {
    for (;;) {
      const job = await this.now.jobs.job(VIEWER, id);
      if (job.state !== 'running') return job;
      await sleep(systemClock, POLL_MS);
    }
  }

  async close(): Promise<void> {
    await this.#current?.runner.stop();
    await this.rig.close();
  }

  #make(): DeadLetters {
    const { rig, letters, jobs, store, batch } = this;
    return new DeadLetters({
      ...{
        letters,
        jobs,
        store,
        readings: rig.store,
        registry: rig.registry,
        clock: systemClock,
        random: systemRandom,
      },
      intake: rig.ingest.replays,
      quotas: [rig.writerQuota],
      logger: createLogger('test', 'silent'),
      ...(batch && { batch }),
    });
  }
}
