import { asError } from '@fieldline/platform';
import { access } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { LocalServer, type ServerStatus } from '../control/local-server.js';
import { isAlive, type RunInfo } from '../control/run-info.js';
import { fine, problem, type Finding } from './check.js';

const CONNECT_TIMEOUT_MS = 5000;
/** Clocks of server and database further apart than this put readings into wrong windows. */
const CLOCK_DIFFERENCE_MS = 2000;

export function checkProcess(run: RunInfo | undefined, dataFolder: string): Finding {
  if (run === undefined) return problem('server', `none runs on ${dataFolder}: start one with \`npm start\``);
  return isAlive(run.pid)
    ? fine('server', `process ${run.pid}, version ${run.version}`)
    : problem(
        'server',
        `process ${run.pid} was killed: start it again with \`npm start\`, nothing acknowledged is lost`,
      );
}

/** What the server itself says, asked over its control socket. */
export async function checkServer(dataFolder: string): Promise<readonly Finding[]> {
  let status: ServerStatus;
  try {
    status = await new LocalServer(dataFolder).status();
  } catch (error) {
    return [problem('control', `${asError(error).message}`)];
  }
  return [
    status.ready
      ? fine('ready', 'devices may connect')
      : problem('ready', 'it does not take readings; see the checks below'),
    ...status.checks.map(({ name, problem: text }) =>
      text === undefined ? fine(`health: ${name}`, 'ok') : problem(`health: ${name}`, text),
    ),
    status.writer.lag === null
      ? problem('writer', 'it does not write yet; see the database checks')
      : fine('writer', `${status.writer.lag.toLocaleString('en-US')} records behind`),
  ];
}

export async function checkJournal(dataFolder: string): Promise<Finding> {
  const folder = path.join(dataFolder, 'journal');
  return access(folder).then(
    () => fine('journal', folder),
    () => problem('journal', `${folder} is missing: no server ever started here, or --data names the wrong folder`),
  );
}

/** Reachable, its migrations applied, its clock the same as ours. */
export async function checkDatabase(url: string, now: () => number): Promise<readonly Finding[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const server = await client.query<{ version: string; at: number }>(
      "SELECT current_setting('server_version') AS version, extract(epoch FROM clock_timestamp()) * 1000 AS at",
    );
    const { version = '?', at = 0 } = server.rows[0] ?? {};
    const apart = Math.abs(now() - Number(at));
    const clocks =
      apart <= CLOCK_DIFFERENCE_MS
        ? fine('database clock', `${Math.round(apart)} ms apart`)
        : problem('database clock', `${Math.round(apart)} ms away from this machine's: synchronise both`);
    return [fine('PostgreSQL', version), clocks, ...(await checkMigrations(client))];
  } catch (error) {
    return [
      problem(
        'PostgreSQL',
        `not reachable (${asError(error).message}): the server starts it; see its log in <data>/postgres`,
      ),
    ];
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Schemas that a server of this version has. */
const SCHEMAS = ['registry', 'readings'] as const;

async function checkMigrations(client: pg.Client): Promise<readonly Finding[]> {
  const found = await client.query<{ nspname: string }>('SELECT nspname FROM pg_namespace WHERE nspname = ANY($1)', [
    SCHEMAS,
  ]);
  const names = new Set(found.rows.map(({ nspname }) => nspname));
  return SCHEMAS.map((schema) =>
    names.has(schema)
      ? fine(`schema ${schema}`, 'migrated')
      : problem(`schema ${schema}`, 'missing: the server migrates when it starts; start it and see its log'),
  );
}
