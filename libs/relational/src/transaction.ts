import { RetriableError } from '@fieldline/platform';
import type { Pool, PoolClient } from './pool.js';
import { toStoreError } from './store-error.js';

/**
 * Runs `work` in one transaction and commits it. Rejects with what `work` threw, after the rollback, mapped by
 * {@link toStoreError}. When the connection breaks during the commit it rejects retriably although the commit may have
 * taken effect, so work must bear being repeated.
 */
export function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return withClient(pool, async (client) => {
    await client.query('begin');
    const result = await work(client);
    const { command } = await client.query('commit');
    // A transaction in which a statement failed answers COMMIT with ROLLBACK, without an error.
    if (command !== 'COMMIT') throw new Error('the transaction was rolled back: a statement in it had failed');
    return result;
  });
}

/** Lends a connection to `work`. After an error it is rolled back, or thrown away where that fails. */
export async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw toStoreError(error);
  });
  // Without a listener a connection that breaks between two queries would end the process; the next query reports it.
  let broken: Error | undefined;
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on('error', onError);
  const giveBack = (error?: Error): void => {
    client.off('error', onError);
    client.release(error);
  };
  try {
    const result = await work(client);
    giveBack(broken);
    return result;
  } catch (thrown) {
    const error = toStoreError(thrown);
    giveBack(broken ?? (error instanceof RetriableError ? error : await rollBack(client)));
    throw error;
  }
}

async function rollBack(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (error) {
    return toStoreError(error);
  }
}
