import { allPacks } from '@fieldline/domains';
import {
  Authenticate,
  AuthenticatedStanding,
  DomainCatalogue,
  FillArrivals,
  FleetView,
  Identity,
  LiveFeed,
  TelemetryTail,
} from '@fieldline/gateway';
import { postgresIdentityStores } from '@fieldline/gateway/adapters';
import type { HotStore } from '@fieldline/hot';
import { MemoryHotStore } from '@fieldline/hot-memory';
import type { MessageBus } from '@fieldline/messaging';
import type { Database } from '../database/database.js';
import { Housekeeping } from '../database/housekeeping.js';
import type { ProcessParts } from '../start/process-parts.js';

export interface GatewaySideParts extends ProcessParts {
  readonly bus: MessageBus;
  readonly database: Database;
  /** Holds `latest:` of ingestion. */
  readonly latest: HotStore;
}

/** Sessions, counters of requests: what one caller's flood may push out. */
const HOT_ENTRIES = 100_000;
const TIDY_MS = 3_600_000;

/** What the gateway knows: who may come in, and the fleet as the log tells it. */
export class GatewaySide {
  readonly #parts: GatewaySideParts;
  readonly identity: Identity;
  readonly catalogue = new DomainCatalogue(allPacks);
  readonly fleet: FleetView;
  readonly live: LiveFeed;
  /** Holds `latest:` of ingestion. */
  readonly latest: HotStore;
  readonly #hot: MemoryHotStore;
  readonly #tail: TelemetryTail;
  readonly #arrivals: FillArrivals;
  #housekeeping: Housekeeping | undefined;

  constructor(parts: GatewaySideParts) {
    this.#parts = parts;
    const { bus, database, clock, logger, runId, health } = parts;
    this.latest = parts.latest;
    this.#hot = new MemoryHotStore({ clock, maxEntries: HOT_ENTRIES });
    this.identity = new Identity({ ...parts, stores: postgresIdentityStores(database.pool), hot: this.#hot });
    this.fleet = new FleetView({ bus, clock, logger, isRunAlive: (run) => run === runId });
    this.live = new LiveFeed({
      ...parts,
      standing: new AuthenticatedStanding(new Authenticate(this.identity)),
      deviceOf: (deviceId) => this.fleet.byRecordKey(deviceId),
    });
    this.fleet.listen(this.live.onNews);
    this.#tail = new TelemetryTail({ bus, logger, fleet: this.fleet, live: this.live });
    this.#arrivals = new FillArrivals({
      fleet: this.fleet,
      hot: parts.latest,
      store: database.readings,
      clock,
      logger,
    });
    health.register({ name: 'live feed', critical: false, problem: () => this.#tail.problem() });
  }

  /** Resolves when it knows the fleet; when devices were last heard of follows with the database. */
  async start(): Promise<void> {
    await this.fleet.start();
    await this.#tail.start();
  }

  /** To be called when the database is up. */
  databaseReady(): void {
    const { clock, logger } = this.#parts;
    const chores = [{ name: 'tidy identity', run: () => this.identity.tidyIdentity.tidy() }];
    this.#housekeeping = new Housekeeping({ chores, everyMs: TIDY_MS, clock, logger });
    void this.#arrivals.run().catch((error: unknown) => {
      logger.error({ err: error }, 'when devices were last heard of is not known');
    });
  }

  async stop(): Promise<void> {
    this.#arrivals.close();
    this.live.close();
    await this.#housekeeping?.stop();
    await this.#tail.close();
    await this.fleet.close();
    await this.#hot.close();
  }
}
