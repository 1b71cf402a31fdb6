import { RetriableError } from '@fieldline/platform';
import type { Pool } from './pool.js';
import type { PoolSource } from './pool-source.js';

/** A pool for stores that are made before their server is up. */
export class LatePool {
  #pool: Pool | undefined;

  use(pool: Pool): void {
    this.#pool = pool;
  }

  readonly source: PoolSource = () => {
    if (this.#pool === undefined) throw new RetriableError('PostgreSQL is starting');
    return this.#pool;
  };
}
