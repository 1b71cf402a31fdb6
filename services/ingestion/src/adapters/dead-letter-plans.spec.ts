import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from '@fieldline/relational';
import { ulidOf } from '../app/example-registry.contract.js';
import type { LetterFilter } from '../ports/dead-letter-store.js';
import { PostgresDeadLetterStore } from './postgres-dead-letter-store.js';
import { PostgresReplayJobStore } from './postgres-replay-job-store.js';
import { openTestDatabase, type TestDatabase } from './test-database.contract.js';

const LETTERS = 20_000;
const AT = Date.UTC(2026, 4, 1);
const VIEWER = { tenantId: 'default', sites: null };

interface Asked {
  readonly text: string;
  readonly values: readonly unknown[];
}

let database: TestDatabase;
let asked: Asked[] = [];

/** The real pool, which notes what is asked of it. */
function noting(pool: Pool): Pool {
  return new Proxy(pool, {
    get: (target, name) => {
      if (name !== 'connect') return Reflect.get(target, name) as unknown;
      return async () => {
        const client = await target.connect();
        const query = client.query.bind(client) as (...given: readonly unknown[]) => unknown;
        Object.assign(client, {
          query: (...given: readonly unknown[]) => {
            const [first] = given;
            if (typeof first === 'object') asked.push(first as Asked);
            return query(...given);
          },
        });
        return client;
      };
    },
  });
}

beforeAll(async () => {
  database = await openTestDatabase();
  await database.pool.query(
    `insert into registry.dead_letter (tenant_id, device_id, site_id, kind, run_id, n, stream, log_offset, received_at,
       topic, rule, reason, size, hash, payload)
     select 'default', '01J' || lpad((i % 50)::text, 23, '0'), '01J' || lpad((i % 20)::text, 23, '0'),
       case when i % 100 = 0 then 'value' else 'reading' end, $1, i, 'refused', i, to_timestamp(($2::bigint + i) / 1000.0), 't',
       'rule-' || (i % 40), '{}', 3, repeat('0', 64), 'abc'
     from generate_series(1, $3::int) as i`,
    [ulidOf(900), AT, LETTERS],
  );
  await database.pool.query(
    `update registry.dead_letter set replayed_at = received_at, replayed_by = 'x', replayed_hash = hash where n % 50 = 1`,
  );
  await database.pool.query('vacuum analyze registry.dead_letter');
}, 60_000);
afterAll(() => database.close());

/** Scans of the last statement's plan. */
async function planOf(run: () => Promise<unknown>): Promise<string> {
  asked = [];
  await run();
  const { text, values } = asked.at(-1) ?? { text: '', values: [] };
  const { rows } = await database.pool.query<{ 'QUERY PLAN': string }>(`explain ${text}`, [...values]);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

const FILTERS: readonly (readonly [string, LetterFilter])[] = [
  ['nothing', {}],
  ['device', { deviceId: ulidOf(7) }],
  ['site', { siteId: ulidOf(7) }],
  ['rule', { rule: 'rule-7' }],
  ['kind', { kind: 'value' }],
  ['replayed', { replayed: true }],
  ['not replayed', { replayed: false }],
  ['time', { from: AT + 100, to: AT + 300 }],
];

describe('a page of dead letters', () => {
  it.each(FILTERS)('by %s is read from an index, in its order (E13)', async (_by, filter) => {
    const letters = new PostgresDeadLetterStore({ pool: () => noting(database.pool) });
    const page = { after: [AT + LETTERS / 2, '10000'], limit: 10 };
    const plan = await planOf(() => letters.page(VIEWER, filter, page));
    expect(plan).toMatch(/Index Scan Backward using dead_letter_\w+/);
    // an incremental one puts letters of one instant in order
    expect(plan).not.toMatch(/Seq Scan on dead_letter|(?<!Incremental )Sort {2}/);
  });

  it('of a replay goes on behind the letter before, by an index', async () => {
    const jobs = new PostgresReplayJobStore({ pool: () => noting(database.pool) });
    await database.pool.query(`insert into registry.tenant (id, name) values ('default', 'Default')`);
    const job = await jobs.start({
      ...{ id: ulidOf(1), viewer: VIEWER, filter: {}, mapping: {}, startedBy: 'x', startedAt: AT + LETTERS },
    });
    if (job === undefined) throw new Error('a replay runs already');
    const after = { receivedAt: AT + LETTERS / 2, letterId: '10000' };
    const plan = await planOf(() => jobs.next({ ...job, after }, { letters: 10, bytes: 1_000 }));
    expect(plan).toMatch(/Index Scan using dead_letter_(waiting|by_age)/);
    expect(plan).not.toMatch(/Seq Scan on dead_letter/);
    expect(job.total).toBe(LETTERS - LETTERS / 50);
    expect(await jobs.next({ ...job, after }, { letters: 10, bytes: 7 })).toHaveLength(3);
    expect(await jobs.next({ ...job, after }, { letters: 10, bytes: 1 })).toHaveLength(1);
  });
});
