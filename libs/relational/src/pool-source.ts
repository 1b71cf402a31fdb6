import type { Pool, PoolClient } from './pool.js';
import { inTransaction, withClient } from './transaction.js';

/** The pool at the time of the call; throws RetriableError while there is none, such as before the server is up. */
export type PoolSource = () => Pool;

/** {@link withClient} of whatever pool there is now; rejects where there is none. */
export async function lend<T>(pool: PoolSource, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return withClient(pool(), work);
}

/** {@link inTransaction} on whatever pool there is now; rejects where there is none. */
export async function transact<T>(pool: PoolSource, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool(), work);
}
