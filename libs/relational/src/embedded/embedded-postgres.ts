import type { Clock, Logger } from '@fieldline/platform';
import { findBinaries } from './binaries.js';
import { clusterFolder, openClusterFolder, readPassword, type ClusterFolder } from './cluster-folder.js';
import { leaveFolder, takeFolder } from './folder-owner.js';
import { initialiseCluster } from './initialise-cluster.js';
import { findServerAccount } from './server-account.js';
import { databaseUrl, prepareDatabase } from './server-connection.js';
import { ServerLog } from './server-log.js';
import { signal, stopServer, type ServerProcess } from './server-process.js';
import { adoptOrStart } from './start-server.js';

export interface EmbeddedPostgresOptions {
  /** Holds everything: cluster, password, remembered port, log. Made when missing. */
  readonly folder: string;
  readonly logger: Logger;
  readonly clock: Clock;
  /** A fixed port; else the one of the last start, or any free one. */
  readonly port?: number;
  /** PostgreSQL settings over the defaults; without effect on a server that is adopted. */
  readonly settings?: Readonly<Record<string, string>>;
}

const GRACE_MS = 15_000;

/** One real PostgreSQL beside this process, on 127.0.0.1 only, behind a machine-made password. */
export class EmbeddedPostgres {
  /** Names user, password and database: not for logs. */
  readonly url: string;
  /** Of the postmaster, which also leads the server's process group. */
  readonly pid: number;
  /** It was left running by a process that was killed. */
  readonly adopted: boolean;
  readonly #server: ServerProcess;
  readonly #folder: ClusterFolder;
  readonly #log: ServerLog;
  readonly #clock: Clock;
  /** The process ends without a call of {@link stop}: the server must not stay behind. */
  readonly #onExit = (): void => signal(this.#server, 'SIGINT');
  #stopped: Promise<void> | undefined;

  private constructor(parts: {
    readonly url: string;
    readonly adopted: boolean;
    readonly server: ServerProcess;
    readonly folder: ClusterFolder;
    readonly log: ServerLog;
    readonly clock: Clock;
  }) {
    this.url = parts.url;
    this.pid = parts.server.pid;
    this.adopted = parts.adopted;
    this.#server = parts.server;
    this.#folder = parts.folder;
    this.#log = parts.log;
    this.#clock = parts.clock;
    process.once('exit', this.#onExit);
    this.#log.startRotation();
  }

  /**
   * Starts the server of a folder, adopts the one a killed process left running on it, or lets a crashed one recover.
   * Resolves when it answers. Throws OperatorError for what an operator can mend: no permission, disk full, a cluster of
   * another major version, a folder in use by a process that runs, a taken port, an account PostgreSQL cannot run as.
   */
  static async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const { logger, clock } = options;
    const folder = clusterFolder(options.folder);
    const account = await findServerAccount(folder.cluster, logger);
    const binaries = await findBinaries();
    await openClusterFolder(folder, account);
    await takeFolder(folder);
    try {
      await initialiseCluster(binaries, folder, account);
      const log = new ServerLog({ path: folder.logFile, account, clock, logger });
      const { port, settings = {} } = options;
      const started = await adoptOrStart({ binaries, folder, account, log, logger, clock, port, settings });
      const password = await readPassword(folder);
      try {
        await prepareDatabase(started.port, password);
      } catch (error) {
        await stopServer(started.server, clock, GRACE_MS);
        throw error;
      }
      return new EmbeddedPostgres({ ...started, url: databaseUrl(started.port, password), folder, log, clock });
    } catch (error) {
      await leaveFolder(folder);
      throw error;
    }
  }

  isAlive(): boolean {
    return this.#server.isAlive();
  }

  /** Fast shutdown, escalated after `graceMs`; resolves when the server is gone. Also after it died by itself. */
  stop(options: { readonly graceMs?: number } = {}): Promise<void> {
    this.#stopped ??= this.#stop(options.graceMs ?? GRACE_MS);
    return this.#stopped;
  }

  async #stop(graceMs: number): Promise<void> {
    this.#log.stopRotation();
    await stopServer(this.#server, this.#clock, graceMs);
    process.off('exit', this.#onExit);
    await leaveFolder(this.#folder);
  }
}
