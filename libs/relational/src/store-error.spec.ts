import { afterAll, describe, expect, it } from '@jest/globals';
import { isRetriable, RetriableError } from '@fieldline/platform';
import { gone, ServerFixture } from './embedded/server-fixture.contract.js';
import { createPool } from './pool.js';
import { toStoreError } from './store-error.js';
import { inTransaction } from './transaction.js';

function coded(code: string): Error {
  return Object.assign(new Error('x'), { code });
}

describe('toStoreError', () => {
  it.each(['08006', '53300', '57P01', '57P02', '57P03', '40001', '40P01', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'])(
    'makes %s retriable and keeps its cause',
    (code) => {
      const cause = coded(code);
      const error = toStoreError(cause);
      expect(error).toBeInstanceOf(RetriableError);
      expect(error.cause).toBe(cause);
      expect(toStoreError(error)).toBe(error);
    },
  );

  it('looks into the attempts at several addresses', () => {
    expect(isRetriable(toStoreError(new AggregateError([coded('ECONNREFUSED')])))).toBe(true);
  });

  it.each(['23505', '22P02', '42P01', '28P01', '0A000', 'ENOENT'])('leaves %s as it is', (code) => {
    const error = coded(code);
    expect(toStoreError(error)).toBe(error);
  });
});

describe('a server that goes away and comes back', () => {
  const fixture = new ServerFixture();
  afterAll(() => fixture.close());

  it('is retriable in the middle of a query, between queries, while away, and then works again', async () => {
    const folder = await fixture.newFolder();
    const first = await fixture.start(folder);
    const pool = createPool(first.url, { applicationName: 'test' });
    const inQuery = inTransaction(pool, (client) => client.query('select pg_sleep(60)'));
    let proceed = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (proceed = resolve));
    const betweenQueries = inTransaction(pool, async (client) => {
      await waiting;
      await client.query('select 1');
    });
    const outcomes = Promise.allSettled([inQuery, betweenQueries]);
    await pool.query('select 1');
    process.kill(-first.pid, 'SIGKILL');
    await gone(first.pid);
    proceed();
    for (const outcome of await outcomes) {
      expect(outcome.status).toBe('rejected');
      expect(isRetriable((outcome as PromiseRejectedResult).reason)).toBe(true);
    }
    await expect(inTransaction(pool, (client) => client.query('select 1'))).rejects.toBeInstanceOf(RetriableError);
    await first.stop();
    await fixture.start(folder);
    const result = await inTransaction(pool, (client) => client.query<{ one: number }>('select 1 as one'));
    expect(result.rows).toEqual([{ one: 1 }]);
    await pool.end();
  }, 60_000);
});
