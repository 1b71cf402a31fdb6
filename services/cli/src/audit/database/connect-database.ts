import { EmbeddedPostgres } from '@fieldline/relational';
import { createLogger, OperatorError, type Clock } from '@fieldline/platform';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { LocalServer } from '../../control/local-server.js';
import { readRunInfo, type RunInfo } from '../../control/run-info.js';
import { ServerNotRunningError } from '../../shell/errors.js';

export interface DatabaseAccess {
  readonly url: string;
  /** Whether the server runs; else PostgreSQL was started for the audit alone. */
  readonly serverRuns: boolean;
  /** Stops what was started. */
  release(): Promise<void>;
}

/** The database of a running server, or that of a stopped or crashed one, which is started for the time of the audit. */
export async function connectDatabase(dataFolder: string, clock: Clock): Promise<DatabaseAccess> {
  const run = await readRunInfo(dataFolder);
  if (run !== undefined && (await answers(dataFolder, run))) {
    return { url: run.postgres.url, serverRuns: true, release: () => Promise.resolve() };
  }
  const folder = path.join(dataFolder, 'postgres');
  await access(folder).catch((cause: unknown) => {
    throw new OperatorError(`${dataFolder} is no data folder of a server: ${folder} is missing`, { cause });
  });
  const postgres = await EmbeddedPostgres.start({ folder, clock, logger: createLogger('audit', 'error') });
  return { url: postgres.url, serverRuns: false, release: () => postgres.stop() };
}

/** A killed server leaves its run file, and its process id may be another's by now. */
async function answers(dataFolder: string, { runId }: RunInfo): Promise<boolean> {
  try {
    return (await new LocalServer(dataFolder).status()).runId === runId;
  } catch (error) {
    if (error instanceof ServerNotRunningError) return false;
    throw error;
  }
}
