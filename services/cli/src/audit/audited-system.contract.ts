import {
  encodeEvent,
  encodeReading,
  encodeReadingOrigin,
  READING_TOPIC,
  refusedV1,
  type RefusedV1,
} from '@fieldline/contracts';
import { INGESTION_TOPICS, WriteReadings, WriteRefusals } from '@fieldline/ingestion';
import { PostgresLedgerStore, REGISTRY_MIGRATIONS } from '@fieldline/ingestion/adapters';
import { EmbeddedMessageBus, NodeDisk } from '@fieldline/messaging-embedded';
import { createLogger, systemClock, systemRandom, ulid } from '@fieldline/platform';
import { PostgresReadingStore, READING_MIGRATIONS } from '@fieldline/readings-postgres';
import { createPool, EmbeddedPostgres, migrate, type Pool } from '@fieldline/relational';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { audit, type AuditReport } from './audit.js';
import { openAuditDatabase } from './database/audit-database.js';

export interface LoggedValues {
  readonly deviceId: string;
  readonly n: number;
  readonly measuredAt: number;
  readonly values: Readonly<Record<string, unknown>>;
  readonly identity?: number;
  readonly runId?: string;
  readonly boot?: number | null;
  readonly seq?: number | null;
}

/** For specs: the shipped log, writer and stores on a folder of their own, so that damage can be planted in what they keep. */
export class AuditedSystem {
  readonly runId = ulid(systemClock, systemRandom);
  readonly siteId = ulid(systemClock, systemRandom);

  private constructor(
    readonly folder: string,
    readonly pool: Pool,
    readonly url: string,
    readonly stop: () => Promise<void>,
  ) {}

  static async start(): Promise<AuditedSystem> {
    const folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
    const logger = createLogger('spec', 'error');
    const postgres = await EmbeddedPostgres.start({
      folder: path.join(folder, 'postgres'),
      clock: systemClock,
      logger,
    });
    const pool = createPool(postgres.url, { applicationName: 'spec' });
    await migrate(pool, REGISTRY_MIGRATIONS);
    await migrate(pool, READING_MIGRATIONS);
    return new AuditedSystem(folder, pool, postgres.url, async () => {
      await pool.end();
      await postgres.stop();
      await rm(folder, { recursive: true });
    });
  }

  get journalFolder(): string {
    return path.join(this.folder, 'journal');
  }

  newDevice(): string {
    return ulid(systemClock, systemRandom);
  }

  /** A reading as the ingestion writes it to the log. */
  reading({ deviceId, n, measuredAt, values, ...rest }: LoggedValues) {
    const { identity = n, runId = this.runId, boot = null, seq = n } = rest;
    const origin = encodeReadingOrigin({
      tenantId: 'default',
      siteId: this.siteId,
      deviceId,
      profileId: 'battery-cell',
      profileVersion: 1,
      lifetime: 'history',
      source: 'mqtt',
      runId,
    });
    const stamp = {
      n,
      measuredAt,
      receivedAt: measuredAt,
      quality: 'good',
      boot,
      seq,
      deviceTime: null,
      refusedValues: 0,
      identity,
      trace: null,
    } as const;
    return { topic: READING_TOPIC, key: deviceId, value: encodeReading(origin, stamp, JSON.stringify(values)) };
  }

  refusal(deviceId: string, n: number) {
    const value = encodeEvent<RefusedV1>({
      id: ulid(systemClock, systemRandom),
      type: refusedV1.type,
      version: refusedV1.version,
      occurredAt: systemClock.now(),
      tenantId: 'default',
      key: deviceId,
      data: {
        deviceId,
        siteId: this.siteId,
        kind: 'reading',
        receipt: { runId: this.runId, n },
        count: 1,
        receivedAt: systemClock.now(),
        topic: 'devices/x/telemetry',
        reason: { rule: 'not-json', message: 'the payload is not JSON' },
        size: 1,
        hash: '0'.repeat(64),
        payload: 'AA==',
      },
    });
    return { topic: refusedV1.topic, key: deviceId, value };
  }

  /** Puts records into the log; `write`: lets the writer come after. */
  async log(records: readonly { topic: string; key: string; value: Buffer }[], write = true): Promise<void> {
    const logger = createLogger('spec', 'silent');
    const bus = await EmbeddedMessageBus.open({
      folder: this.journalFolder,
      topics: INGESTION_TOPICS,
      disk: new NodeDisk(),
      clock: systemClock,
      random: systemRandom,
      logger,
      limits: { segmentBytes: 8192 },
    });
    await bus.publish(records);
    if (write) {
      const store = new PostgresReadingStore({ pool: this.pool, clock: systemClock });
      const ledger = new PostgresLedgerStore({ pool: () => this.pool });
      const subscriptions = [
        await bus.subscribe(new WriteReadings({ store, ledger, logger }).subscription()),
        await bus.subscribe(new WriteRefusals({ ledger, clock: systemClock, logger }).subscription()),
      ];
      while (subscriptions.some((one) => one.lag() > 0)) await new Promise((resolve) => setTimeout(resolve, 10));
      for (const one of subscriptions) await one.close();
    }
    await bus.close();
  }

  async audit(acknowledgedFile?: string): Promise<AuditReport> {
    const database = await openAuditDatabase(this.url);
    try {
      return await audit({
        database,
        journalFolder: this.journalFolder,
        now: systemClock.now(),
        ...(acknowledgedFile === undefined ? {} : { acknowledgedFile }),
      });
    } finally {
      await database.close();
    }
  }
}
