import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refusedV1 } from '@fieldline/contracts';
import { RetriableError } from '@fieldline/platform';
import { commitOf, deviceId, letter, RUN } from '../ports/ledger-fixture.contract.js';
import { describeLedgerStoreContract } from '../ports/ledger-store.contract.js';
import { LatePool } from '@fieldline/relational';
import { PostgresLedgerStore } from './postgres-ledger-store.js';
import { openTestDatabase, type TestDatabase } from './test-database.contract.js';

describeLedgerStoreContract('PostgreSQL', async () => {
  const { pool, close } = await openTestDatabase();
  const open = (): PostgresLedgerStore => new PostgresLedgerStore({ pool: () => pool });
  return { store: open(), reopen: open, close };
});

describe('the dead-letter desk in PostgreSQL', () => {
  const device = deviceId(1);
  const at = { topic: refusedV1.topic, partition: 0, epoch: 1 };
  let database: TestDatabase;
  let store: PostgresLedgerStore;

  beforeAll(async () => {
    database = await openTestDatabase();
    store = new PostgresLedgerStore({ pool: () => database.pool });
    await store.assign('writer', at.topic, at.partition);
  }, 60_000);
  afterAll(() => database.close());

  it('keeps a refused message as it came, with the reason', async () => {
    const payload = Buffer.from([0, 255, 128, 10]);
    const reason = { rule: 'out-of-range', message: 'a\0b', metric: 'voltage', value: '9', expected: '0 to 5 V' };
    const kept = letter(device, 1, payload, { kind: 'value', readingN: 41, reason });
    await store.commit(commitOf({ ...at, nextOffset: 1, deadLetters: [kept] }));
    const { rows } = await database.pool.query('select * from registry.dead_letter');
    expect(rows).toEqual([
      expect.objectContaining({
        ...{ tenant_id: 'default', device_id: device, kind: 'value', run_id: RUN, n: '1', reading_n: '41', size: 4 },
        ...{ payload, rule: 'out-of-range', received_at: new Date(1_732_190_400_000), stream: 'refused' },
        reason: { ...reason, message: 'a\ufffdb' },
      }),
    ]);
  });

  it('counts what is beyond the quota by device, rule and UTC day, with the last hash', async () => {
    const beyond = (n: number, count: number, receivedAt: number, hash: string): ReturnType<typeof letter> =>
      letter(device, n, undefined, { count, receivedAt, hash: hash.repeat(32) });
    const day = Date.UTC(2024, 10, 21);
    const first = [beyond(2, 5, day, 'aa'), beyond(3, 6, day + 86_399_999, 'bb'), beyond(4, 1, day - 1, 'cc')];
    await store.commit(commitOf({ ...at, nextOffset: 2, deadLetters: first }));
    await store.commit(commitOf({ ...at, nextOffset: 3, deadLetters: [beyond(5, 100, day + 5, 'dd')] }));
    const { rows } = await database.pool.query(
      'select rule, day::text, count, last_hash from registry.dead_letter_overflow order by day',
    );
    expect(rows).toEqual([
      { rule: 'not-json', day: '2024-11-20', count: '1', last_hash: 'cc'.repeat(32) },
      { rule: 'not-json', day: '2024-11-21', count: '111', last_hash: 'dd'.repeat(32) },
    ]);
  });

  it('keeps what was refused counted, by rule and day, when its bytes have become too old', async () => {
    const other = deviceId(2);
    const day = Date.UTC(2024, 0, 15);
    const aged = (n: number, receivedAt: number, hash: string): ReturnType<typeof letter> =>
      letter(other, n, Buffer.from('x'), { receivedAt, hash: hash.repeat(32) });
    const beyond = letter(other, 9, undefined, { count: 7, receivedAt: day + 500, hash: '99'.repeat(32) });
    const letters = [aged(1, day, 'aa'), aged(2, day + 900, 'bb'), aged(3, day - 1, 'cc'), aged(4, day + 5_000, 'dd')];
    await store.commit(commitOf({ ...at, nextOffset: 4, deadLetters: [...letters, beyond] }));
    await store.expireDeadLetters(day + 1_000, 100);
    const { rows } = await database.pool.query(
      'select rule, day::text, count, last_hash, last_at from registry.dead_letter_overflow where device_id = $1 order by day',
      [other],
    );
    expect(rows).toEqual([
      { rule: 'not-json', day: '2024-01-14', count: '1', last_hash: 'cc'.repeat(32), last_at: new Date(day - 1) },
      { rule: 'not-json', day: '2024-01-15', count: '9', last_hash: 'bb'.repeat(32), last_at: new Date(day + 900) },
    ]);
    const left = await database.pool.query('select n from registry.dead_letter where device_id = $1', [other]);
    expect(left.rows).toEqual([{ n: '4' }]);
  });

  it('cannot hold one refused record twice', async () => {
    const again = commitOf({ ...at, nextOffset: 9, deadLetters: [letter(device, 1, Buffer.from('x'))] });
    await expect(store.commit(again)).rejects.toThrow(/dead_letter_once/);
    expect(await store.assign('writer', at.topic, at.partition)).toMatchObject({ nextOffset: 4 });
  });

  it('asks for another try while the server is not up yet', async () => {
    const early = new PostgresLedgerStore({ pool: new LatePool().source });
    await expect(early.assign('writer', 'any', 0)).rejects.toThrow(RetriableError);
    await expect(early.commit(commitOf({}))).rejects.toThrow(RetriableError);
  });
});
