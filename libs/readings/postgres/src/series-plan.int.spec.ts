import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLogger, systemClock } from '@fieldline/platform';
import { createPool, EmbeddedPostgres, migrate, RangePartitions, type Pool } from '@fieldline/relational';
import { PostgresReadingStore } from './postgres-reading-store.js';
import { copyOf } from './read-series.js';
import { READING_MIGRATIONS } from './reading-migrations.js';
import { ulidAsUuid } from './ulid-bytes.js';

const DEVICES = 100;
const DAYS = 30;
const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 4, 1);
/** As the SQL below makes them: the device's number in the last digits. */
const DEVICE = '01J00000000000000000000001';

/** One reading a minute of each device, seven metrics each, in the order of arrival, so a device's rows lie on as many pages. */
const LOAD = `
  insert into readings.reading (device_id, measured_at, received_at, position, identity, lifetime, tenant_id, quality, "values")
  select (substr($1, 1, 24) || lpad(to_hex(device), 12, '0'))::uuid, at, at, row_number() over (), 0, 'raw-30d', 'default', 'good',
    format('{"voltage":%s,"current":%s,"temperature":%s,"soc":%s,"power":%s,"capacity":%s,"cycle":%s}',
      3.3 + device % 7 / 10.0, minute % 31 / 10.0, 20 + minute % 13 / 7.0, minute % 1000 / 10.0, minute % 700 / 3.0, 2.9, minute % 500)::json
  from generate_series(0, 1439) minute, generate_series(1, ${DEVICES}) device,
    lateral (select $2::timestamptz + make_interval(mins => minute) as at) t
  order by minute, device`;

describe('one metric of a day of one device among 4.3 million readings', () => {
  let folder: string;
  let server: EmbeddedPostgres;
  let pool: Pool;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
    server = await EmbeddedPostgres.start({
      folder,
      clock: systemClock,
      logger: createLogger('test', 'warn'),
      settings: { work_mem: '128MB' },
    });
    pool = createPool(server.url, { applicationName: 'plan' });
    await migrate(pool, READING_MIGRATIONS);
    const days = Array.from({ length: DAYS }, (_, day) => START + day * DAY_MS);
    await new RangePartitions(pool, { schema: 'readings', table: 'reading_raw_30d', every: 'day' }).ensure(days);
    for (const day of days) await pool.query(LOAD, [ulidAsUuid(DEVICE), new Date(day)]);
    await pool.query('vacuum analyze readings.reading');
  }, 600_000);

  afterAll(async () => {
    await pool.end();
    await server.stop();
    await rm(folder, { recursive: true });
  });

  const day = { from: START + 17 * DAY_MS, to: START + 18 * DAY_MS };

  it('reads one partition through its index', async () => {
    const client = await pool.connect();
    const copy = copyOf(client, { tenantId: 'default', deviceId: DEVICE, metrics: ['voltage'], ...day });
    client.release();
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(
      `explain (analyze, buffers) ${/\((.*)\) to stdout/s.exec(copy)?.[1]}`,
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    process.stdout.write(`${plan}\n`);
    expect([...new Set(plan.match(/reading_raw_\w+?_\d{8}(?= )/g))]).toEqual(['reading_raw_30d_20260518']);
    expect(plan).toMatch(/Index Scan|Bitmap Index Scan/);
    expect(plan).not.toMatch(/Seq Scan on reading/);
  }, 60_000);

  it('gives the points of that day', async () => {
    const store = new PostgresReadingStore({ pool, clock: systemClock });
    const query = { tenantId: 'default', deviceId: DEVICE, metric: 'temperature', ...day };
    for (let turn = 0; turn < 5; turn++) {
      const started = systemClock.monotonic();
      const points = await store.series(query, 500);
      process.stdout.write(`series: ${points.length} points in ${(systemClock.monotonic() - started).toFixed(1)} ms\n`);
      expect(points).toHaveLength(500);
    }
    expect((await store.page(query, 10_000)).points).toHaveLength(1_440);
  }, 60_000);
});
