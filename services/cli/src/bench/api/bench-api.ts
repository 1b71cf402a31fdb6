import { PostgresReadingStore } from '@fieldline/readings-postgres';
import { createPool, type Pool } from '@fieldline/relational';
import pg from 'pg';
import { controlSocket } from '../../connection/socket-request.js';
import { LocalServer } from '../../control/local-server.js';
import { formatSeconds } from '../../shell/progress.js';
import { databaseSettings, machineOf, type DatabaseSettings, type Machine } from '../machine.js';
import { historyOf, type ApiBenchPlan, type BenchedDevice } from './api-bench-plan.js';
import { checkRoom, loadHistory, readingsOf, type HistoryLoad } from './load-history.js';
import { measureRanges, type RangeFigures } from './measure-ranges.js';

/** The bench's figures; the keys are fixed. */
export interface ApiBenchResult {
  readonly ranges: readonly RangeFigures[];
  readonly devices: number;
  readonly days: number;
  readonly readings: number;
  readonly load: {
    readonly seconds: number;
    readonly readingsPerSecond: number;
    /** Rows and their index. */
    readonly storedMb: number;
  };
  readonly postgres: DatabaseSettings;
  readonly machine: Machine;
}

const SITE = 'bench-api';
const PROFILE = 'battery-cell';

/** Fills the store of a running server with a history, and asks its API and its database for the same ranges. */
export async function benchApi(
  plan: ApiBenchPlan,
  dataFolder: string,
  tell: (stage: string) => void,
): Promise<ApiBenchResult> {
  const { clock } = plan.context;
  await checkRoom(dataFolder, plan);
  const api = new LocalServer(dataFolder);
  const { url } = (await api.status()).postgres;
  tell('registering devices');
  const devices = await registerDevices(api, plan);
  const history = historyOf(plan, clock.now());
  const load = await fill(url, { plan, devices, history }, tell);
  const database = new pg.Client({ connectionString: url });
  await database.connect();
  try {
    const ranges = await measureRanges(
      { plan, socketPath: controlSocket(dataFolder), database, devices, history },
      tell,
    );
    const given = { devices: plan.devices, days: plan.days, readings: readingsOf(plan) };
    return { ranges, ...given, load, postgres: await databaseSettings(url), machine: machineOf(clock) };
  } finally {
    await database.end();
  }
}

async function registerDevices(api: LocalServer, { devices }: ApiBenchPlan): Promise<readonly BenchedDevice[]> {
  await api.ensureSite({ name: SITE, timeZone: 'UTC', currency: 'EUR', lifetime: 'history' });
  const registered: BenchedDevice[] = [];
  for (let at = 1; at <= devices; at++) {
    const externalId = `${SITE}-${String(at).padStart(4, '0')}`;
    const { id } = await api.putDevice(externalId, { site: SITE, profile: PROFILE });
    registered.push({ externalId, id });
  }
  return registered;
}

/** Past MQTT and the log, through the port that the writer uses. Then what PostgreSQL would do by itself before long. */
async function fill(url: string, load: HistoryLoad, tell: (stage: string) => void): Promise<ApiBenchResult['load']> {
  const { clock } = load.plan.context;
  const pool = createPool(url, { applicationName: 'fieldline bench', max: 4 });
  try {
    const store = new PostgresReadingStore({ pool, clock });
    const started = clock.monotonic();
    const total = readingsOf(load.plan);
    await loadHistory(store, load, (written) => {
      const seconds = (clock.monotonic() - started) / 1000;
      const left = formatSeconds((seconds / written) * (total - written));
      tell(`${written.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} readings written, ${left} to go`);
    });
    const seconds = (clock.monotonic() - started) / 1000;
    tell('letting PostgreSQL tidy up');
    await pool.query('vacuum analyze readings.reading');
    return { seconds, readingsPerSecond: total / seconds, storedMb: await storedMb(pool) };
  } finally {
    await pool.end();
  }
}

async function storedMb(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ mb: number }>(
    `select sum(pg_total_relation_size(relid))::float8 / 1048576 as mb from pg_partition_tree('readings.reading')`,
  );
  return rows[0]?.mb ?? 0;
}
