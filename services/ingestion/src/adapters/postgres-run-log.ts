import { type PoolSource, withClient } from '@fieldline/relational';
import type { Run, RunLog } from '../ports/run-log.js';

/** The ingestion log in schema `registry`. */
export class PostgresRunLog implements RunLog {
  readonly #pool: PoolSource;

  constructor(parts: { readonly pool: PoolSource }) {
    this.#pool = parts.pool;
  }

  started({ runId, startedAt, version }: Run): Promise<void> {
    return this.#run(
      `insert into registry.ingestion_log (run_id, started_at, version) values ($1, $2, $3)
       on conflict (run_id) do nothing`,
      [runId, new Date(startedAt), version],
    );
  }

  stopped(runId: string, stoppedAt: number): Promise<void> {
    return this.#run('update registry.ingestion_log set stopped_at = $2, clean = true where run_id = $1', [
      runId,
      new Date(stoppedAt),
    ]);
  }

  async #run(text: string, values: readonly unknown[]): Promise<void> {
    await withClient(this.#pool(), (client) => client.query(text, [...values]));
  }
}
