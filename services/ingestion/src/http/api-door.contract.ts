import { API_PREFIX, type HttpMethod } from '@fieldline/contracts';
import {
  addBodyParsers,
  IDENTITY_HEADER,
  IdentitySigner,
  IdentityVerifier,
  makeIdentityKeys,
  type CallerIdentity,
} from '@fieldline/http';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLogger, systemRandom, ulid } from '@fieldline/platform';
import { PostgresReadingStore, READING_MIGRATIONS } from '@fieldline/readings-postgres';
import { migrate } from '@fieldline/relational';
import type { SubscriptionHandle } from '@fieldline/messaging';
import { PostgresDeadLetterStore } from '../adapters/postgres-dead-letter-store.js';
import { PostgresDeviceConfigurationStore } from '../adapters/postgres-device-configuration-store.js';
import { PostgresLedgerStore } from '../adapters/postgres-ledger-store.js';
import { PostgresReplayJobStore } from '../adapters/postgres-replay-job-store.js';
import { DeadLetters } from '../app/dead-letters.js';
import { IngestReadings } from '../app/ingest-readings.js';
import { PACK, PROFILE, TestMachine } from '../app/test-registry.contract.js';
import type { SeedPack } from '../app/seed-registry.js';
import { WriteReadings } from '../app/write-readings.js';
import { WriteRefusals } from '../app/write-refusals.js';
import { IngestionApiModule } from '../ingestion-api.module.js';

/** A battery's profile. */
export const BANK: SeedPack['profiles'][number] = {
  ...PROFILE,
  id: 'bank',
  metrics: PROFILE.metrics.map((one) => ({ ...one, metric: 'stateOfCharge', unit: '%' })),
};

export interface ApiAnswer {
  readonly status: number;
  readonly etag: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ApiRequest {
  readonly body?: unknown;
  /** Of the body; JSON or, for PATCH, a merge patch where absent. */
  readonly type?: string;
  readonly ifMatch?: string | null;
  readonly caller?: CallerIdentity;
}

export const ADMIN: CallerIdentity = {
  kind: 'user',
  id: '01J00000000000000000000001',
  name: 'admin',
  tenantId: 'default',
  scope: 'admin',
  sites: null,
};

/** Ingestion's API as the gateway reaches it, on a machine of its own whose writer runs. */
export class ApiDoor {
  readonly readings: PostgresReadingStore;
  readonly ingest: IngestReadings;
  readonly deadLetters: DeadLetters;
  readonly #signer: IdentitySigner;
  readonly #application: NestFastifyApplication;
  readonly #writers: readonly SubscriptionHandle[];

  private constructor(
    readonly machine: TestMachine,
    inside: {
      signer: IdentitySigner;
      application: NestFastifyApplication;
      writers: readonly SubscriptionHandle[];
      readings: PostgresReadingStore;
      ingest: IngestReadings;
      deadLetters: DeadLetters;
    },
  ) {
    this.#signer = inside.signer;
    this.#application = inside.application;
    this.#writers = inside.writers;
    this.readings = inside.readings;
    this.ingest = inside.ingest;
    this.deadLetters = inside.deadLetters;
  }

  static async open(packs: readonly SeedPack[] = [PACK]): Promise<ApiDoor> {
    const machine = await TestMachine.open();
    await machine.halt();
    await machine.boot(packs);
    const { registry, store, clock, bus } = machine;
    const { pool } = machine.database;
    await migrate(pool, READING_MIGRATIONS);
    const keys = await makeIdentityKeys();
    const logger = createLogger('test', 'silent');
    const ledger = new PostgresLedgerStore({ pool: () => pool });
    const readings = new PostgresReadingStore({ pool, clock });
    const writers = [
      await bus.subscribe(new WriteReadings({ store: readings, ledger, logger }).subscription()),
      await bus.subscribe(new WriteRefusals({ ledger, clock, logger }).subscription()),
    ];
    const common = { clock, random: systemRandom, logger };
    const ingest = new IngestReadings({
      ...common,
      bus,
      registry: registry.snapshot,
      runId: ulid(clock, systemRandom),
    });
    const deadLetters = new DeadLetters({
      ...{ ...common, store, readings, intake: ingest.replays, registry: registry.snapshot, quotas: [] },
      letters: new PostgresDeadLetterStore({ pool: () => pool }),
      jobs: new PostgresReplayJobStore({ pool: () => pool }),
    });
    const parts = {
      deadLetters,
      ...{ registry, store, clock, random: systemRandom, logger, ledger, readings },
      configuration: new PostgresDeviceConfigurationStore({ pool: () => pool }),
      verifier: new IdentityVerifier(keys.publicKey, clock),
    };
    const adapter = new FastifyAdapter({ bodyLimit: 4_500_000 });
    const application = await NestFactory.create<NestFastifyApplication>(IngestionApiModule.register(parts), adapter, {
      logger: false,
    });
    addBodyParsers(application.getHttpAdapter().getInstance());
    await application.listen(0, '127.0.0.1');
    const signer = new IdentitySigner(keys.privateKey, clock);
    return new ApiDoor(machine, { signer, application, writers, readings, ingest, deadLetters });
  }

  /** `path` beneath the API's prefix. */
  async call(method: HttpMethod, path: string, request: ApiRequest = {}): Promise<ApiAnswer> {
    const { body, ifMatch, caller = ADMIN } = request;
    const type = request.type ?? (method === 'PATCH' ? 'application/merge-patch+json' : 'application/json');
    const headers: Record<string, string> = { [IDENTITY_HEADER]: await this.#signer.sign(caller) };
    if (body !== undefined) headers['content-type'] = type;
    if (typeof ifMatch === 'string') headers['if-match'] = ifMatch;
    const answer = await fetch(`${await this.#application.getUrl()}${API_PREFIX}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const parsed = text === '' ? {} : (JSON.parse(text) as ApiAnswer['body']);
    return { status: answer.status, etag: answer.headers.get('etag'), body: parsed };
  }

  /** The same without anybody's identity. */
  async callAsNobody(path: string): Promise<number> {
    return (await fetch(`${await this.#application.getUrl()}${API_PREFIX}${path}`)).status;
  }

  /** Ids of all pages of a list, each of at most `limit`. */
  async all(path: string, limit: number, caller = ADMIN): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const items: Readonly<Record<string, unknown>>[] = [];
    let next: unknown;
    do {
      const cursor = typeof next === 'string' ? `&cursor=${next}` : '';
      const joint = path.includes('?') ? '&' : '?';
      const { status, body } = await this.call('GET', `${path}${joint}limit=${limit}${cursor}`, { caller });
      if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
      items.push(...(body['items'] as Readonly<Record<string, unknown>>[]));
      next = body['next'];
    } while (next !== undefined);
    return items;
  }

  /** The writer takes nothing until the function that comes back is called. */
  holdWriter(): () => void {
    for (const writer of this.#writers) writer.pause();
    return () => {
      for (const writer of this.#writers) writer.resume();
    };
  }

  async close(): Promise<void> {
    await this.#application.close();
    await this.deadLetters.runner.stop();
    await Promise.all(this.#writers.map((writer) => writer.close()));
    await this.machine.close();
  }
}
