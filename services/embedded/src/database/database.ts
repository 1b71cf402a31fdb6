import { IDENTITY_MIGRATIONS } from '@fieldline/gateway/adapters';
import {
  PostgresDeadLetterStore,
  PostgresDeviceConfigurationStore,
  PostgresLedgerStore,
  PostgresRegistryStore,
  PostgresReplayJobStore,
  PostgresRunLog,
  REGISTRY_MIGRATIONS,
} from '@fieldline/ingestion/adapters';
import { asError, isRetriable, RetriableError, sleep } from '@fieldline/platform';
import { PostgresReadingStore, READING_MIGRATIONS } from '@fieldline/readings-postgres';
import { createPool, LatePool, migrate, type Pool } from '@fieldline/relational';
import type { ProcessParts } from '../start/process-parts.js';
import { within } from '../start/within.js';
import { LateReadingStore } from './late-reading-store.js';
import { PostgresSupervisor } from './postgres-supervisor.js';

export interface DatabaseParts extends ProcessParts {
  readonly folder: string;
  /** False for a new data folder: then a PostgreSQL that does not start is for the operator, who is there. */
  readonly clusterExists: boolean;
}

const POOL_CONNECTIONS = 8;
const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 10_000;
const POOL_END_MS = 500;

/** PostgreSQL and the stores in it. They may be asked before it is up, and say then that it is away. */
export class Database {
  readonly #parts: DatabaseParts;
  readonly #supervisor: PostgresSupervisor;
  readonly #late = new LatePool();
  readonly #stopping = new AbortController();
  /** Throws RetriableError while PostgreSQL is starting. */
  readonly pool = this.#late.source;
  readonly readings = new LateReadingStore();
  readonly registry: PostgresRegistryStore;
  readonly configuration: PostgresDeviceConfigurationStore;
  readonly deadLetters: PostgresDeadLetterStore;
  readonly replayJobs: PostgresReplayJobStore;
  readonly ledger: PostgresLedgerStore;
  readonly runLog: PostgresRunLog;
  #pool: Pool | undefined;
  #url = '';

  constructor(parts: DatabaseParts) {
    this.#parts = parts;
    const { pool } = this;
    this.registry = new PostgresRegistryStore({ pool });
    this.configuration = new PostgresDeviceConfigurationStore({ pool });
    this.deadLetters = new PostgresDeadLetterStore({ pool });
    this.replayJobs = new PostgresReplayJobStore({ pool });
    this.ledger = new PostgresLedgerStore({ pool });
    this.runLog = new PostgresRunLog({ pool });
    const { folder, clock, logger, health } = parts;
    this.#supervisor = new PostgresSupervisor({ folder, clock, logger });
    health.register({ name: 'postgres', critical: false, problem: () => this.#supervisor.problem() });
  }

  /** Empty until PostgreSQL first answered. */
  get url(): string {
    return this.#url;
  }

  /**
   * Resolves when PostgreSQL answers, every schema is migrated and `prepare` went through; what may pass is tried again.
   * False when {@link cancelStart} came first. Rejects with what no repetition can mend.
   */
  async start(prepare: () => Promise<void>): Promise<boolean> {
    const isUp = await this.#untilDone(
      async () => {
        this.#url = await this.#supervisor.start();
        this.#parts.logger.info('PostgreSQL answers');
      },
      (error) => this.#parts.clusterExists || isRetriable(error),
    );
    if (!isUp) return false;
    const { clock, logger } = this.#parts;
    const pool = createPool(this.#url, { applicationName: 'fieldline', max: POOL_CONNECTIONS, logger });
    this.#pool = pool;
    this.#late.use(pool);
    this.readings.use(new PostgresReadingStore({ pool, clock }));
    return this.#untilDone(async () => {
      await migrate(pool, REGISTRY_MIGRATIONS);
      await migrate(pool, READING_MIGRATIONS);
      await migrate(pool, IDENTITY_MIGRATIONS);
      await prepare();
    }, isRetriable);
  }

  /** What a piece of work gives when the database lets it through; rejects as {@link start} does, and when the server stops. */
  readonly again = async <T>(work: () => Promise<T>): Promise<T> => {
    const given: T[] = [];
    const once = async (): Promise<void> => void given.push(await work());
    if (await this.#untilDone(once, isRetriable)) return given[0] as T;
    throw new RetriableError('the server is stopping');
  };

  /** Ends a start that is under way; what is up stays up. */
  cancelStart(): void {
    this.#stopping.abort();
  }

  async stop(graceMs: number): Promise<void> {
    this.cancelStart();
    const { clock, logger } = this.#parts;
    if (this.#pool !== undefined) {
      await within(this.#pool.end(), { ms: POOL_END_MS, what: 'the database pool', clock, logger });
    }
    await this.#supervisor.stop(graceMs);
  }

  async #untilDone(work: () => Promise<void>, mayPass: (error: unknown) => boolean): Promise<boolean> {
    const { clock, logger } = this.#parts;
    const { signal } = this.#stopping;
    for (let retryMs = FIRST_RETRY_MS; !signal.aborted; retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS)) {
      try {
        await work();
        return true;
      } catch (error) {
        if (signal.aborted) return false;
        if (!mayPass(error)) throw asError(error);
        logger.error({ err: error, retryMs }, 'the database is not ready; trying again');
        await sleep(clock, retryMs, signal);
      }
    }
    return false;
  }
}
