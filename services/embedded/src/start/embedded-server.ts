import { access } from 'node:fs/promises';
import path from 'node:path';
import { asError, collectDefaultMetrics } from '@fieldline/platform';
import { Database } from '../database/database.js';
import { takeFirstSteps } from '../database/first-steps.js';
import { StoreSide } from '../database/store-side.js';
import { Demo } from '../demo/demo.js';
import { openDeviceSide, type DeviceSide } from '../devices/device-side.js';
import { findDeviceAddress } from '../gateway/device-address.js';
import type { GatewaySide } from '../gateway/gateway-side.js';
import { openDoors, type Doors } from '../doors/open-doors.js';
import { metricsPage } from '../http/metrics-page.js';
import type { EmbeddedSettings } from '../settings/embedded.settings.js';
import { storedBanner, upBanner } from './banner.js';
import { openDataFolder, type DataFolder } from './data-folder.js';
import type { ProcessParts } from './process-parts.js';
import { removeRunFile, writeRunFile, type RunFacts } from './run-file.js';
import { welcome } from './welcome.js';
import { within } from './within.js';

export interface EmbeddedServerParts extends ProcessParts {
  readonly settings: EmbeddedSettings;
  /** When the start began, on the monotonic clock: 0 for the beginning of the process. */
  readonly startedAtMs: number;
  /** Shows something to the person who started the server. */
  readonly tell: (text: string) => void;
  /** Called once when the server cannot go on; it should be stopped and the process leave. */
  readonly onFailed: (error: Error) => void;
}

interface Closable {
  close(): Promise<unknown>;
}

const LINK_GRACE_MS = 1_200;
/** A PostgreSQL that is just being made cannot be cut off. */
const COMING_UP_MS = 2_000;
const DOOR_GRACE_MS = 300;
const POSTGRES_GRACE_MS = 1_500;
const JOURNAL_MS = 1_000;

/** The embedded edition: everything in this process, and one PostgreSQL beside it. */
export class EmbeddedServer {
  readonly #parts: EmbeddedServerParts;
  readonly #startedAt: number;
  readonly #folder: DataFolder;
  readonly #doors: Doors;
  readonly #database: Database;
  #devices: DeviceSide | undefined;
  #stores: StoreSide | undefined;
  #gateway: GatewaySide | undefined;
  #demo: Demo | undefined;
  #applications: readonly Closable[] = [];
  #comingUp: Promise<void> | undefined;
  #isStopping = false;

  private constructor(parts: EmbeddedServerParts, folder: DataFolder, doors: Doors, clusterExists: boolean) {
    this.#parts = parts;
    this.#startedAt = parts.clock.now();
    this.#folder = folder;
    this.#doors = doors;
    this.#database = new Database({ ...parts, folder: folder.postgres, clusterExists });
    const problem = (): string | undefined => (this.#isStopping ? 'the server is stopping' : undefined);
    parts.health.register({ name: 'server', critical: true, problem });
  }

  /**
   * Resolves when devices may connect; the rest comes up by itself. Rejects with an OperatorError for what an operator can
   * mend; nothing is left running then.
   */
  static async start(parts: EmbeddedServerParts): Promise<EmbeddedServer> {
    const folder = await openDataFolder(parts.settings.dataFolder);
    const doors = await openDoors(parts.settings, folder);
    const clusterExists = await exists(path.join(folder.postgres, 'cluster'));
    const server = new EmbeddedServer(parts, folder, doors, clusterExists);
    try {
      await server.#openDevices();
    } catch (error) {
      await server.stop();
      throw error;
    }
    server.#comingUp = server.#comeUp().catch((error: unknown) => server.#startFailed(error));
    return server;
  }

  /** Orderly and within 5 s: hang up, flush held PUBACKs, end and commit the batches in flight, stop PostgreSQL. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#demo?.stop();
    const { clock, logger } = this.#parts;
    const limit = { clock, logger };
    await this.#devices?.hangUp(LINK_GRACE_MS);
    this.#database.cancelStart();
    await within(this.#comingUp ?? Promise.resolve(), { ...limit, ms: COMING_UP_MS, what: 'the start' });
    await this.#gateway?.stop();
    await this.#stores?.stop();
    await Promise.all(this.#applications.map((application) => application.close()));
    const journal = this.#devices?.close() ?? Promise.resolve();
    await Promise.all([
      within(journal, { ...limit, ms: JOURNAL_MS, what: 'the journal' }),
      this.#database.stop(POSTGRES_GRACE_MS),
      this.#doors.close(DOOR_GRACE_MS),
    ]);
    await removeRunFile(this.#folder.runFile);
  }

  async #openDevices(): Promise<void> {
    const { settings, clock, tell, metrics, logger, startedAtMs } = this.#parts;
    const registryStore = this.#database.registry;
    this.#devices = await openDeviceSide({ ...this.#parts, settings, folder: this.#folder, registryStore });
    const firstPubackMs = clock.monotonic() - startedAtMs;
    await writeRunFile(this.#folder.runFile, this.#facts());
    collectDefaultMetrics({ register: metrics });
    this.#doors.metrics.open(metricsPage(metrics, logger));
    tell(upBanner(this.#facts(), this.#folder.path, firstPubackMs));
  }

  async #comeUp(): Promise<void> {
    const { bus, registry, replays, refusalQuota } = this.#devices as DeviceSide;
    const { settings, clock, tell, startedAtMs } = this.#parts;
    const database = this.#database;
    const devices = { bus, registry, replays, refusalQuota };
    this.#stores = new StoreSide({ ...this.#parts, ...devices, database, startedAt: this.#startedAt });
    const stores = this.#stores.start().then((isStoring) => (isStoring ? clock.monotonic() - startedAtMs : undefined));
    const [firstStoredMs, gateway] = await Promise.all([stores, this.#openApplications()]);
    if (firstStoredMs === undefined) return;
    await writeRunFile(this.#folder.runFile, this.#facts());
    const steps = await takeFirstSteps(registry, database, settings);
    tell(storedBanner(firstStoredMs));
    const folder = this.#folder;
    await welcome({ ...this.#parts, steps, registry, database, gateway, folder, facts: this.#facts() });
    if (!settings.demo || this.#isStopping) return;
    this.#demo = new Demo({
      ...this.#parts,
      registry,
      store: database.registry,
      file: this.#folder.demoFile,
      facts: this.#facts(),
    });
    await this.#demo.start();
  }

  /** What was cut off by the stop is no failure. */
  #startFailed(error: unknown): void {
    const { logger, onFailed } = this.#parts;
    if (this.#isStopping) logger.debug({ err: error }, 'the start was cut off');
    else onFailed(asError(error));
  }

  /** Nest and Fastify are loaded only now: the first PUBACK does not wait for them. */
  async #openApplications(): Promise<GatewaySide> {
    const { GatewaySide } = await import('../gateway/gateway-side.js');
    const { openApplications } = await import('../http/open-applications.js');
    const { bus, registry } = this.#devices as DeviceSide;
    const stores = this.#stores as StoreSide;
    const gateway = new GatewaySide({ ...this.#parts, bus, database: this.#database, latest: stores.hot });
    this.#gateway = gateway;
    await gateway.start();
    const { registry: store, configuration, ledger, readings } = this.#database;
    const facts = (): RunFacts => this.#facts();
    this.#applications = await openApplications(this.#doors, {
      ...{ ...this.#parts, registry, store, configuration, ledger, readings, gateway },
      deadLetters: stores.deadLetters,
      status: { facts, writerLag: () => stores.writerLag() },
      deviceAddress: findDeviceAddress(facts),
      publicHosts: this.#parts.settings.publicHosts,
    });
    return gateway;
  }

  #facts(): RunFacts {
    const { runId, version, settings } = this.#parts;
    const { http, metrics } = this.#doors;
    return {
      pid: process.pid,
      runId,
      startedAt: this.#startedAt,
      version,
      addresses: this.#devices?.addresses ?? [],
      http: { host: http.host, port: http.port, scheme: settings.tlsCertFile === undefined ? 'http' : 'https' },
      metrics: { host: metrics.host, port: metrics.port },
      postgres: { url: this.#database.url },
    };
  }
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
