import { rm } from 'node:fs/promises';
import { sleep, type Clock, type Logger } from '@fieldline/platform';
import type { Binaries } from './binaries.js';
import { readRememberedPort, rememberPort, type ClusterFolder } from './cluster-folder.js';
import { choosePort } from './free-port.js';
import { operatorErrorOfOutput } from './operator-error-of.js';
import { postmasterFile, readPostmaster, runsOn } from './postmaster-pid.js';
import type { ServerAccount } from './server-account.js';
import { serverCommand } from './server-command.js';
import type { ServerLog } from './server-log.js';
import { adoptServer, spawnServer, type ServerProcess } from './server-process.js';
import { settingArguments } from './server-settings.js';

export interface ServerPlan {
  readonly binaries: Binaries;
  readonly folder: ClusterFolder;
  readonly account: ServerAccount;
  readonly log: ServerLog;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly port: number | undefined;
  readonly settings: Readonly<Record<string, string>>;
}

export interface StartedServer {
  readonly server: ServerProcess;
  readonly port: number;
  readonly adopted: boolean;
}

const POLL_MS = 10;
const STILL_WAITING_MS = 5_000;
const ATTEMPTS = 20;
const ATTEMPT_PAUSE_MS = 250;

/** Adopts the server that was left running on the cluster, else removes its stale mark and starts one. */
export async function adoptOrStart(plan: ServerPlan): Promise<StartedServer> {
  const left = await findLeftServer(plan);
  if (left) return left;
  for (let attempt = 1; ; attempt++) {
    const port = await choosePort(plan.port, await readRememberedPort(plan.folder));
    const logStart = plan.log.size();
    const server = await spawnOn(plan, port);
    if (await waitUntilReady(plan, server)) {
      await rememberPort(plan.folder, port, plan.account);
      return { server, port, adopted: false };
    }
    const output = await plan.log.readFrom(logStart);
    if (!isPassing(output) || attempt === ATTEMPTS) throw operatorErrorOfOutput(output, plan.folder.root);
    await sleep(plan.clock, ATTEMPT_PAUSE_MS);
  }
}

/** The last processes of a killed server still hold its memory, or somebody took the port in between. */
function isPassing(output: string): boolean {
  return /is still in use|could not bind|Address already in use/.test(output);
}

async function findLeftServer(plan: ServerPlan): Promise<StartedServer | undefined> {
  const { cluster } = plan.folder;
  const mark = await readPostmaster(cluster);
  if (mark === undefined) return undefined;
  if (await runsOn(mark.pid, cluster)) {
    const server = adoptServer(mark.pid);
    if (await waitUntilReady(plan, server)) {
      const port = (await readPostmaster(cluster))?.port ?? mark.port;
      plan.logger.info({ pid: mark.pid, port }, 'adopted the PostgreSQL that was left running');
      return { server, port, adopted: true };
    }
  }
  await rm(postmasterFile(cluster), { force: true });
  return undefined;
}

async function spawnOn(plan: ServerPlan, port: number): Promise<ServerProcess> {
  const { cluster, root } = plan.folder;
  const args = ['-D', cluster, ...settingArguments(port, plan.settings)];
  return spawnServer(await serverCommand(plan.account, root, plan.binaries.postgres, args), plan.log);
}

/** False when it ended instead. Recovery after a crash takes as long as it takes, so there is no time limit. */
async function waitUntilReady({ folder, clock, logger }: ServerPlan, server: ServerProcess): Promise<boolean> {
  let nextNotice = clock.monotonic() + STILL_WAITING_MS;
  while (server.isAlive()) {
    const mark = await readPostmaster(folder.cluster);
    if (mark?.pid === server.pid && mark.status === 'ready') return true;
    if (clock.monotonic() >= nextNotice) {
      logger.info({ pid: server.pid, status: mark?.status }, 'waiting for PostgreSQL, which may be recovering');
      nextNotice += STILL_WAITING_MS;
    }
    await sleep(clock, POLL_MS);
  }
  return false;
}
