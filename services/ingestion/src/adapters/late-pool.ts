import { RetriableError } from '@fieldline/platform';
import type { Pool } from '@fieldline/relational';

/** A pool for stores that are made before their server is up. */
export class LatePool {
  #pool: Pool | undefined;

  use(pool: Pool): void {
    this.#pool = pool;
  }

  readonly source = (): Pool => {
    if (this.#pool === undefined) throw new RetriableError('PostgreSQL is starting');
    return this.#pool;
  };
}
