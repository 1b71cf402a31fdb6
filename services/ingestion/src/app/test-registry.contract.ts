import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ProfileV1 } from '@fieldline/contracts';
import { EmbeddedMessageBus, NodeDisk } from '@fieldline/messaging-embedded';
import {
  LogUnavailableError,
  type Follower,
  type GroupPosition,
  type LogRecord,
  type MessageBus,
  type OutgoingRecord,
  type Subscription,
  type SubscriptionHandle,
} from '@fieldline/messaging';
import { createLogger, systemClock, systemRandom, type Clock } from '@fieldline/platform';
import { PostgresRegistryStore } from '../adapters/postgres-registry-store.js';
import { openTestDatabase, type TestDatabase } from '../adapters/test-database.contract.js';
import { ENROLMENT_LIMITS, type EnrolmentLimits } from '../domain/enrolment-limits.js';
import { INGESTION_TOPICS } from '../topics.js';
import { ulidOf } from './example-registry.contract.js';
import { Registry } from './registry.js';
import type { SeedPack } from './seed-registry.js';

const logger = createLogger('test', 'silent');

export const SERVER_KEY = Buffer.alloc(32, 7);

export const PROFILE: Omit<ProfileV1, 'tenantId'> = {
  id: 'air-station',
  version: 1,
  name: 'Air station',
  lifetime: 'raw-30d',
  metrics: [{ metric: 'pm25', unit: 'ug/m3', kind: 'gauge', type: 'number', min: 0, stalenessSeconds: 60 }],
};

export const PACK: SeedPack = { id: 'test', profiles: [PROFILE] };

/** The embedded log, whose appends can be made to fail. */
export class UnreliableBus implements MessageBus {
  /** While true nothing is appended. */
  away = false;
  /** While true records are appended and the caller hears of a failure. */
  answersLost = false;
  /** Records that were appended. */
  appended = 0;
  readonly #real: MessageBus;

  constructor(real: MessageBus) {
    this.#real = real;
  }

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    if (this.away) throw new LogUnavailableError('the log is away');
    await this.#real.publish(records);
    this.appended += records.length;
    if (this.answersLost) throw new LogUnavailableError('the answer was lost');
  }

  subscribe(subscription: Subscription): Promise<SubscriptionHandle> {
    return this.#real.subscribe(subscription);
  }

  follow(topic: string, handleRecords: (records: readonly LogRecord[]) => void): Promise<Follower> {
    return this.#real.follow(topic, handleRecords);
  }

  positions(topic: string, group: string): Promise<readonly GroupPosition[]> {
    return this.#real.positions(topic, group);
  }

  close(): Promise<void> {
    return this.#real.close();
  }
}

/** The embedded log with this service's topics. */
export function openTestBus(folder: string): Promise<EmbeddedMessageBus> {
  return EmbeddedMessageBus.open({
    folder,
    topics: INGESTION_TOPICS,
    disk: new NodeDisk(),
    clock: systemClock,
    random: systemRandom,
    logger,
    limits: { diskLowWaterBytes: 0 },
  });
}

/** Every record of a topic that stands in the log now. */
export async function readTopic(bus: MessageBus, topic: string): Promise<readonly LogRecord[]> {
  const records: LogRecord[] = [];
  const follower = await bus.follow(topic, (more) => records.push(...more));
  await follower.caughtUp;
  await follower.close();
  return records;
}

/** One machine: a database and a log that outlive the processes which use them. */
export class TestMachine {
  /** What the clock says; the machine's own time unless set. */
  now: number | undefined;
  readonly clock: Clock = { ...systemClock, now: () => this.now ?? Date.now() };
  readonly database: TestDatabase;
  readonly store: PostgresRegistryStore;
  bus!: UnreliableBus;
  registry!: Registry;
  readonly #folder: string;
  enrolmentLimits: EnrolmentLimits = ENROLMENT_LIMITS;
  #runs = 0;

  private constructor(database: TestDatabase, folder: string) {
    this.database = database;
    this.#folder = folder;
    this.store = new PostgresRegistryStore({ pool: () => this.pool() });
  }

  /** Throw in it to take the database away. */
  pool: () => TestDatabase['pool'] = () => this.database.pool;

  static async open(): Promise<TestMachine> {
    const machine = new TestMachine(await openTestDatabase(), await mkdtemp(path.join(tmpdir(), 'fieldline-')));
    await machine.boot();
    return machine;
  }

  /** Starts a process: opens the log and the registry. */
  async boot(packs: readonly SeedPack[] = [PACK]): Promise<void> {
    this.bus = new UnreliableBus(await openTestBus(this.#folder));
    this.#runs += 1;
    this.registry = new Registry({
      bus: this.bus,
      store: this.store,
      clock: this.clock,
      random: systemRandom,
      logger,
      serverKey: SERVER_KEY,
      runId: ulidOf(this.#runs),
      packs,
      enrolmentLimits: this.enrolmentLimits,
    });
    await this.registry.start();
    await this.registry.storeReady();
  }

  /** Ends the process; what it had not brought to the log stays in the outbox. */
  async halt(): Promise<void> {
    await this.registry.close();
    await this.bus.close();
  }

  async close(): Promise<void> {
    await this.halt();
    await this.database.close();
    await rm(this.#folder, { recursive: true });
  }
}

/** Waits until something holds; fails after five seconds. */
export async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 5_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error('it did not come to hold within 5 s');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
