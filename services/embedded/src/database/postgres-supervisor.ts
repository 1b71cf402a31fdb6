import { asError, sleep, type Clock, type Logger } from '@fieldline/platform';
import { EmbeddedPostgres } from '@fieldline/relational';

export interface PostgresSupervisorParts {
  readonly folder: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

const CHECK_MS = 250;
const FIRST_BACK_OFF_MS = 250;
const LONGEST_BACK_OFF_MS = 10_000;

/** Keeps PostgreSQL running beside this process: what dies is started again on the same port, with the same URL. */
export class PostgresSupervisor {
  readonly #parts: PostgresSupervisorParts;
  readonly #stopping = new AbortController();
  #postgres: EmbeddedPostgres | undefined;
  #problem: string | undefined = 'PostgreSQL is starting';
  #starting: Promise<unknown> | undefined;
  #watching: Promise<void> | undefined;

  constructor(parts: PostgresSupervisorParts) {
    this.#parts = parts;
  }

  /**
   * One attempt, which resolves with the URL when the server answers; from then on it is kept running. Rejects as
   * `EmbeddedPostgres.start` does, and may be called again.
   */
  async start(): Promise<string> {
    const starting = EmbeddedPostgres.start(this.#parts);
    this.#starting = starting.then(String, String);
    try {
      this.#postgres = await starting;
    } catch (error) {
      this.#problem = asError(error).message;
      throw error;
    }
    this.#problem = undefined;
    this.#watching = this.#watch(Number(new URL(this.#postgres.url).port));
    return this.#postgres.url;
  }

  /** For the health report. */
  problem(): string | undefined {
    return this.#problem;
  }

  async stop(graceMs: number): Promise<void> {
    this.#stopping.abort();
    await this.#starting;
    await this.#watching;
    await this.#postgres?.stop({ graceMs });
  }

  async #watch(port: number): Promise<void> {
    const { clock, logger } = this.#parts;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      if (this.#postgres?.isAlive()) {
        await sleep(clock, CHECK_MS, signal);
        continue;
      }
      logger.error('PostgreSQL ended by itself; starting it again');
      this.#problem = 'PostgreSQL ended by itself and is being started again; see its postgres.log';
      await this.#restart(port);
    }
  }

  async #restart(port: number): Promise<void> {
    const { clock, logger } = this.#parts;
    const { signal } = this.#stopping;
    await this.#postgres?.stop();
    for (let backOffMs = FIRST_BACK_OFF_MS; !signal.aborted; backOffMs = Math.min(backOffMs * 2, LONGEST_BACK_OFF_MS)) {
      try {
        this.#postgres = await EmbeddedPostgres.start({ ...this.#parts, port });
        this.#problem = undefined;
        logger.warn({ pid: this.#postgres.pid }, 'PostgreSQL runs again');
        return;
      } catch (error) {
        this.#problem = `PostgreSQL does not start: ${asError(error).message}`;
        logger.error({ err: error, backOffMs }, 'PostgreSQL does not start');
        await sleep(clock, backOffMs, signal);
      }
    }
  }
}
