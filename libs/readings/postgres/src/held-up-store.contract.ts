import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLogger, systemClock } from '@fieldline/platform';
import { createPool, EmbeddedPostgres, migrate, type Pool } from '@fieldline/relational';
import { PostgresReadingStore } from './postgres-reading-store.js';
import { READING_MIGRATIONS } from './reading-migrations.js';

/** How an operator, or a server that shuts down, ends what another connection does. */
export type CutOff = 'pg_terminate_backend' | 'pg_cancel_backend';

/** A store with one connection, so that whatever keeps it stops all that follows; its calls can be cut off under way. */
export class HeldUpStore {
  readonly #folder: string;
  readonly #server: EmbeddedPostgres;
  readonly #own: Pool;
  readonly #other: Pool;
  readonly store: PostgresReadingStore;

  private constructor(folder: string, server: EmbeddedPostgres) {
    const logger = createLogger('test', 'silent');
    this.#folder = folder;
    this.#server = server;
    this.#own = createPool(server.url, { applicationName: 'held up', logger, max: 1 });
    this.#other = createPool(server.url, { applicationName: 'other', logger });
    this.store = new PostgresReadingStore({ pool: this.#own, clock: systemClock });
  }

  static async open(): Promise<HeldUpStore> {
    const folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
    const logger = createLogger('test', 'silent');
    const held = new HeldUpStore(folder, await EmbeddedPostgres.start({ folder, clock: systemClock, logger }));
    await migrate(held.#other, READING_MIGRATIONS);
    return held;
  }

  async close(): Promise<void> {
    await Promise.all([this.#own.end(), this.#other.end()]);
    await this.#server.stop();
    await rm(this.#folder, { recursive: true });
  }

  get url(): string {
    return this.#server.url;
  }

  async whileLocked<T>(lock: string, act: () => Promise<T>): Promise<T> {
    const client = await this.#other.connect();
    try {
      await client.query(`begin; ${lock}`);
      return await act();
    } finally {
      await client.query('rollback');
      client.release();
    }
  }

  /** Makes a call that `lock` brings to a halt, cuts it off there, and gives what it rejects with. */
  cutOff(how: CutOff, lock: string, call: () => Promise<unknown>): Promise<unknown> {
    return this.whileLocked(lock, async () => {
      const outcome = call().catch((error: unknown) => error);
      await this.#other.query(`select ${how}(${await this.#waitingProcess()})`);
      return outcome;
    });
  }

  async #waitingProcess(): Promise<number> {
    for (;;) {
      const { rows } = await this.#other.query<{ pid: number }>(
        `select pid from pg_stat_activity where application_name = 'held up' and wait_event_type = 'Lock'`,
      );
      if (rows[0] !== undefined) return rows[0].pid;
    }
  }
}
