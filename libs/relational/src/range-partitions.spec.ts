import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ServerFixture } from './embedded/server-fixture.contract.js';
import { PartitionCalendar } from './partition-calendar.js';
import { createPool, type Pool } from './pool.js';
import { RangePartitions } from './range-partitions.js';

describe('PartitionCalendar', () => {
  const TIME = fc.integer({ min: 0, max: Date.UTC(2200, 0, 1) });

  it.each(['day', 'month'] as const)('puts every time into exactly one %s, which its name gives back', (every) => {
    const calendar = new PartitionCalendar(every);
    fc.assert(
      fc.property(TIME, (time) => {
        const span = calendar.spanOf(time);
        expect(span.from).toBeLessThanOrEqual(time);
        expect(span.to).toBeGreaterThan(time);
        expect(calendar.startOf(time)).toBe(span.from);
        expect(calendar.spanOf(span.to).from).toBe(span.to);
        expect(calendar.spanOfName(span.suffix)).toEqual(span);
      }),
    );
  });

  it('names days and months', () => {
    const time = Date.UTC(2024, 1, 29, 23, 59);
    expect(new PartitionCalendar('day').spanOf(time).suffix).toBe('20240229');
    expect(new PartitionCalendar('month').spanOf(time)).toMatchObject({ suffix: '202402', to: Date.UTC(2024, 2, 1) });
  });
});

describe('RangePartitions', () => {
  const fixture = new ServerFixture();
  let pool: Pool;
  beforeAll(async () => {
    const server = await fixture.start(await fixture.newFolder());
    pool = createPool(server.url, { applicationName: 'test' });
  }, 60_000);
  afterAll(async () => {
    await pool.end();
    await fixture.close();
  });
  beforeEach(async () => {
    await pool.query('drop table if exists event');
    await pool.query(
      'create table event (id integer not null, at timestamptz not null, primary key (id, at)) partition by range (at)',
    );
  });

  const open = (every: 'day' | 'month' = 'day'): RangePartitions =>
    new RangePartitions(pool, { schema: 'public', table: 'event', every });
  const put = (at: number): Promise<unknown> => pool.query('insert into event values (1, $1)', [new Date(at)]);
  const day = (n: number): number => Date.UTC(2026, 0, n, 13);

  it('makes what is missing with the key of the table, also when several ask at the same time', async () => {
    await Promise.all([1, 2, 3].map(() => open().ensure([day(1), day(2), day(1)])));
    await put(day(1));
    await put(day(2));
    await expect(put(day(1))).rejects.toMatchObject({ code: '23505' });
    await expect(put(day(3))).rejects.toMatchObject({ code: '23514' });
  });

  it('asks the database nothing about what it knows', async () => {
    const partitions = open('month');
    expect(partitions.has(day(1))).toBe(false);
    await partitions.ensure([day(1)]);
    expect(partitions.has(day(30))).toBe(true);
    await pool.query('drop table event');
    await partitions.ensure([day(2), day(30)]);
    partitions.forget();
    await expect(partitions.ensure([day(2)])).rejects.toThrow(/event/);
  });

  it('drops only what ends at or before the time given, and makes it again when asked', async () => {
    const partitions = open();
    await partitions.ensure([1, 2, 3, 4].map(day));
    for (const n of [1, 2, 3, 4]) await put(day(n));
    expect(await open().dropBefore(Date.UTC(2026, 0, 3, 23))).toBe(2);
    expect((await pool.query('select at from event order by at')).rows).toEqual([
      { at: new Date(day(3)) },
      { at: new Date(day(4)) },
    ]);
    expect(await partitions.dropBefore(Date.UTC(2026, 0, 4))).toBe(1);
    expect(partitions.has(day(3))).toBe(false);
    await partitions.ensure([day(3)]);
    await put(day(3));
  });

  it('lets readers go on while it makes partitions', async () => {
    await open().ensure([day(1)]);
    const reader = await pool.connect();
    await reader.query('begin; select * from event');
    await open().ensure([day(2)]);
    await reader.query('commit');
    reader.release();
  });
});
