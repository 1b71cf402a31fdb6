import {
  ArchiveBatteries,
  DeadLetterQuota,
  DeadLetters,
  ExpireDeadLetters,
  KeepLatest,
  WriteReadings,
  WriteRefusals,
  type DeadLettersParts,
  type Registry,
} from '@fieldline/ingestion';
import type { HotStore } from '@fieldline/hot';
import { MemoryHotStore } from '@fieldline/hot-memory';
import type { MessageBus } from '@fieldline/messaging';
import type { ProcessParts } from '../start/process-parts.js';
import { within } from '../start/within.js';
import type { Database } from './database.js';
import { Housekeeping } from './housekeeping.js';
import type { RunningWriter } from './run-writer.js';

export interface StoreSideParts extends ProcessParts {
  readonly database: Database;
  readonly bus: MessageBus;
  readonly registry: Registry;
  /** Where replayed dead letters go into the log. */
  readonly replays: DeadLettersParts['intake'];
  /** The device side's. */
  readonly refusalQuota: DeadLetterQuota;
  /** ms since 1970. */
  readonly startedAt: number;
  /** The writer stopped for good; the process should leave. */
  readonly onFailed: (error: Error) => void;
}

const HOT_ENTRIES = 100_000;
const HOUSEKEEPING_MS = 600_000;
const WRITER_GRACE_MS = 1_200;
const RUN_LOG_MS = 300;
const REPLAY_MS = 500;

/** What works on the database: writer, latest values, housekeeping. */
export class StoreSide {
  readonly #parts: StoreSideParts;
  /** Latest values by `latest:{site}:{device}`; filled from the raw series at the start, then by the writer. */
  readonly hot: HotStore;
  readonly deadLetters: DeadLetters;
  readonly #latest: KeepLatest;
  readonly #quota = new DeadLetterQuota();
  #writer: RunningWriter | undefined;
  #housekeeping: Housekeeping | undefined;
  #failure: string | undefined;

  constructor(parts: StoreSideParts) {
    this.#parts = parts;
    this.hot = new MemoryHotStore({ clock: parts.clock, maxEntries: HOT_ENTRIES });
    this.#latest = new KeepLatest({ hot: this.hot, logger: parts.logger });
    const { database, registry, replays: intake, refusalQuota } = parts;
    this.deadLetters = new DeadLetters({
      ...parts,
      letters: database.deadLetters,
      jobs: database.replayJobs,
      store: database.registry,
      readings: database.readings,
      intake,
      registry: registry.snapshot,
      quotas: [refusalQuota, this.#quota],
    });
    parts.health.register({ name: 'writer', critical: true, problem: () => this.#failure });
  }

  /** Resolves with true when readings are being stored, with false when the database was stopped before it was up. */
  async start(): Promise<boolean> {
    if (!(await this.#parts.database.start(() => this.#prepare()))) return false;
    this.#writer = await this.#runWriter();
    this.#parts.logger.info('readings are being stored');
    const { database, registry, refusalQuota, clock, logger } = this.#parts;
    const quotas = [refusalQuota, this.#quota];
    registry.snapshot.onRemoved((device) => {
      this.#latest.forget(device);
      for (const quota of quotas) quota.forget();
    });
    const deletion = registry.deleteDevice(database.readings);
    const deadLetters = new ExpireDeadLetters({ ledger: database.ledger, clock, quotas });
    const archive = new ArchiveBatteries({ configuration: database.configuration, clock, logger });
    const chores = [
      { name: 'drop partitions of expired readings', run: () => database.readings.expire() },
      { name: 'expire dead letters', run: () => deadLetters.run() },
      { name: 'archive battery configurations', run: () => archive.run() },
      { name: 'take away devices whose deletion was cut off', run: () => deletion.finishAll() },
    ];
    this.#housekeeping = new Housekeeping({ chores, everyMs: HOUSEKEEPING_MS, clock, logger });
    this.deadLetters.runner.wake();
    return true;
  }

  /** Records not committed yet; null before the writer runs. */
  writerLag(): number | null {
    return this.#writer?.lag() ?? null;
  }

  /** Ends the batches in flight and commits them; the database stays. */
  async stop(): Promise<void> {
    const { database, clock, logger, runId } = this.#parts;
    await within(this.deadLetters.runner.stop(), { ms: REPLAY_MS, what: 'a replay of dead letters', clock, logger });
    await this.#housekeeping?.stop();
    if (this.#writer === undefined) return;
    await within(this.#writer.close(), { ms: WRITER_GRACE_MS, what: 'the writer', clock, logger });
    await this.#latest.settled();
    const stopped = database.runLog.stopped(runId, clock.now());
    await within(stopped, { ms: RUN_LOG_MS, what: 'the log of runs', clock, logger });
  }

  async #prepare(): Promise<void> {
    const { database, registry, runId, version, startedAt } = this.#parts;
    await registry.storeReady();
    await database.runLog.started({ runId, startedAt, version });
    await this.#latest.rebuild(database.readings, [...registry.snapshot.devices()]);
  }

  /** Nest is loaded only now: the first PUBACK does not wait for it. */
  async #runWriter(): Promise<RunningWriter> {
    const { database, bus, clock, logger, onFailed, tracing } = this.#parts;
    const { ledger, readings: store } = database;
    const quota = this.#quota;
    const onStored = this.#latest.onStored;
    const readings = new WriteReadings({ store, ledger, logger, quota, onStored, ...(tracing && { tracing }) });
    const refusals = new WriteRefusals({ ledger, clock, logger, quota });
    const { runWriter } = await import('./run-writer.js');
    return runWriter({
      bus,
      readings,
      refusals,
      logger,
      onFailed: (error) => {
        this.#failure = `the writer stopped: ${error.message}`;
        onFailed(error);
      },
    });
  }
}
