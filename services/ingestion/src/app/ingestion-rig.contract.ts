import { READING_TOPIC } from '@fieldline/contracts';
import type { DeviceIdentity } from '@fieldline/device-link';
import type { SubscriptionHandle } from '@fieldline/messaging';
import { createLogger, RetriableError, systemClock, systemRandom } from '@fieldline/platform';
import type { ReadingStore } from '@fieldline/readings';
import { PostgresReadingStore, READING_MIGRATIONS } from '@fieldline/readings-postgres';
import { migrate } from '@fieldline/relational';
import { PostgresLedgerStore } from '../adapters/postgres-ledger-store.js';
import { openTestDatabase, type TestDatabase } from '../adapters/test-database.contract.js';
import { DeadLetterQuota, type DeadLetterLimits } from '../domain/dead-letter-quota.js';
import type { DeviceLedger } from '../ports/ledger-reader.js';
import type { LedgerCommit } from '../ports/ledger-store.js';
import { ExampleRegistry, messageOf, type MessageOptions } from './example-registry.contract.js';
import { IngestReadings } from './ingest-readings.js';
import { openTestLog, type TestLog } from './test-log.contract.js';
import { WriteReadings, type NewestReading } from './write-readings.js';
import { WriteRefusals } from './write-refusals.js';

const logger = createLogger('test', 'silent');

/** The real ledger, whose commits can be cut off on the way there or on the way back. */
export class UnreliableLedger extends PostgresLedgerStore {
  readonly cuts: ('before' | 'after')[] = [];

  override async commit(change: LedgerCommit): Promise<void> {
    const cut = this.cuts.shift();
    if (cut !== 'before') await super.commit(change);
    if (cut !== undefined) throw new RetriableError(`cut off ${cut} the commit`);
  }
}

export interface RigOptions {
  readonly limits?: DeadLetterLimits;
  /** Stands before the real reading store. */
  readonly around?: (store: ReadingStore) => ReadingStore;
}

/** Ingestion and its writers on the real log, reading store and ledger, in one folder and one database. */
export class IngestionRig {
  readonly registry = new ExampleRegistry();
  readonly ledger: UnreliableLedger;
  readonly store: ReadingStore;
  readonly newest: NewestReading[] = [];
  /** Of the writers that run now. */
  writerQuota = new DeadLetterQuota();
  #runs = 0;
  #ingest: IngestReadings | undefined;
  #handles: readonly SubscriptionHandle[] = [];

  private constructor(
    readonly log: TestLog,
    readonly database: TestDatabase,
    readonly options: RigOptions,
  ) {
    const { pool } = database;
    this.ledger = new UnreliableLedger({ pool: () => pool });
    const store = new PostgresReadingStore({ pool, clock: systemClock });
    this.store = options.around?.(store) ?? store;
  }

  static async open(options: RigOptions = {}): Promise<IngestionRig> {
    const database = await openTestDatabase();
    await migrate(database.pool, READING_MIGRATIONS);
    const rig = new IngestionRig(await openTestLog(), database, options);
    await rig.restart();
    return rig;
  }

  get ingest(): IngestReadings {
    if (this.#ingest === undefined) throw new Error('the rig was not started');
    return this.#ingest;
  }

  /** A new run of the process, on the same log and stores. */
  async restart(): Promise<void> {
    await this.stopWriters();
    this.#runs += 1;
    const runId = `01JRVN${String(this.#runs).padStart(20, '0')}`;
    const { registry } = this;
    const bus = this.log.bus;
    this.#ingest = new IngestReadings({ bus, registry, clock: systemClock, random: systemRandom, logger, runId });
    await this.startWriters();
  }

  async startWriters(): Promise<void> {
    const { store, ledger } = this;
    this.writerQuota = new DeadLetterQuota(this.options.limits);
    const quota = { quota: this.writerQuota };
    const onStored = (newest: readonly NewestReading[]): void => void this.newest.push(...newest);
    const readings = new WriteReadings({ store, ledger, logger, onStored, ...quota });
    const refusals = new WriteRefusals({ ledger, clock: systemClock, logger, ...quota });
    const { bus } = this.log;
    this.#handles = [await bus.subscribe(readings.subscription()), await bus.subscribe(refusals.subscription())];
  }

  async stopWriters(): Promise<void> {
    await Promise.all(this.#handles.map((handle) => handle.close()));
    this.#handles = [];
  }

  /** Sends payloads as the device, one message each, which arrive now unless told otherwise. */
  async publish(sender: DeviceIdentity, payloads: readonly unknown[], options?: MessageOptions): Promise<void> {
    const arrival = { receivedAt: Date.now(), ...options };
    await this.ingest.handle(payloads.map((payload) => messageOf(sender, payload, arrival)));
  }

  /** The same, and waits until all is written. */
  async send(sender: DeviceIdentity, payloads: readonly unknown[], options?: MessageOptions): Promise<void> {
    await this.publish(sender, payloads, options);
    await this.written();
  }

  /** Waits until the writers have caught up; rejects when one of them stopped. */
  async written(): Promise<void> {
    const stopped = Promise.race(this.#handles.map(({ failed }) => failed));
    while (this.#handles.some((handle) => handle.lag() > 0)) {
      const failure = await Promise.race([stopped, pause(10)]);
      if (failure !== undefined) throw failure;
    }
  }

  ledgerOf({ tenantId, deviceId }: DeviceIdentity): Promise<DeviceLedger> {
    return this.ledger.deviceLedger(tenantId, deviceId);
  }

  /** The stored values of a metric, as [ms, value]. */
  async points(
    { tenantId, deviceId }: DeviceIdentity,
    metric: string,
  ): Promise<readonly (readonly [number, unknown])[]> {
    const query = { tenantId, deviceId, metric, from: 0, to: Date.UTC(2100, 0) };
    const { points } = await this.store.page(query, 1000);
    return points.map(({ at, value }) => [at, value]);
  }

  /** Rows of the registry's schema for a device. */
  async rows(table: string, { deviceId }: DeviceIdentity): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const { rows } = await this.database.pool.query<Record<string, unknown>>(
      `select * from registry.${table} where device_id = $1`,
      [deviceId],
    );
    return rows;
  }

  /** Appends one device's readings as another's, each as `edit` leaves it; left out where it is undefined. */
  async publishAs(
    from: DeviceIdentity,
    to: DeviceIdentity,
    edit: (record: string, index: number) => string | undefined,
  ): Promise<void> {
    const records = (await this.log.read(READING_TOPIC)).filter(({ key }) => key === from.deviceId);
    const edited = records.map(({ value }, index) => edit(value.toString().replace(from.deviceId, to.deviceId), index));
    const kept = edited.filter((text) => text !== undefined);
    await this.log.bus.publish(
      kept.map((text) => ({ topic: READING_TOPIC, key: to.deviceId, value: Buffer.from(text) })),
    );
  }

  /** Appends the device's records of the log once more, as a log may after a failure. */
  async repeatRecords({ deviceId }: DeviceIdentity): Promise<void> {
    const records = (await this.log.read(READING_TOPIC)).filter(({ key }) => key === deviceId);
    await this.log.bus.publish(records.map(({ key, value }) => ({ topic: READING_TOPIC, key, value })));
    await this.written();
  }

  async close(): Promise<void> {
    await this.stopWriters();
    await this.log.close();
    await this.database.close();
  }
}

function pause(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms));
}
