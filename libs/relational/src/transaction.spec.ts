import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServerFixture } from './embedded/server-fixture.contract.js';
import { createPool, type Pool } from './pool.js';
import { inTransaction } from './transaction.js';

describe('inTransaction', () => {
  const fixture = new ServerFixture();
  let pool: Pool;
  beforeAll(async () => {
    const server = await fixture.start(await fixture.newFolder());
    pool = createPool(server.url, { applicationName: 'test', max: 1 });
    await pool.query('create table t (n integer primary key)');
  }, 60_000);
  afterAll(async () => {
    await pool.end();
    await fixture.close();
  });

  const rows = async (): Promise<readonly number[]> =>
    (await pool.query<{ n: number }>('select n from t order by n')).rows.map((row) => row.n);

  it('commits what was done and gives the result', async () => {
    expect(await inTransaction(pool, async (client) => (await client.query('insert into t values (1)')).rowCount)).toBe(
      1,
    );
    expect(await rows()).toEqual([1]);
  });

  it('leaves nothing of work that throws, throws the same error, and keeps the connection', async () => {
    const error = new Error('no');
    const work = inTransaction(pool, async (client) => {
      await client.query('insert into t values (2)');
      throw error;
    });
    await expect(work).rejects.toBe(error);
    expect(await rows()).toEqual([1]);
    expect(pool.totalCount).toBe(1);
  });

  it('rejects when work passes over a failed statement, since nothing was committed then', async () => {
    const work = inTransaction(pool, async (client) => {
      await client.query('insert into t values (3)');
      await client.query('insert into t values (1)').catch(() => undefined);
    });
    await expect(work).rejects.toThrow(/rolled back/);
    expect(await rows()).toEqual([1]);
  });
});
