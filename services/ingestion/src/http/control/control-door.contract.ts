import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLogger, systemRandom } from '@fieldline/platform';
import { PostgresReadingStore, READING_MIGRATIONS } from '@fieldline/readings-postgres';
import { migrate } from '@fieldline/relational';
import { PostgresDeviceConfigurationStore } from '../../adapters/postgres-device-configuration-store.js';
import { PostgresLedgerStore } from '../../adapters/postgres-ledger-store.js';
import type { SeedPack } from '../../app/seed-registry.js';
import { PROFILE, TestMachine } from '../../app/test-registry.contract.js';
import { IngestionModule } from '../../ingestion.module.js';

/** A battery's profile. */
export const BANK: SeedPack['profiles'][number] = {
  ...PROFILE,
  id: 'bank',
  metrics: PROFILE.metrics.map((one) => ({ ...one, metric: 'stateOfCharge', unit: '%' })),
};

export interface DoorAnswer {
  readonly status: number;
  readonly problem: Readonly<Record<string, unknown>>;
}

/** The control API of one machine. */
export class ControlDoor {
  readonly #machine: TestMachine;
  readonly #application: NestFastifyApplication;
  readonly #url: string;

  private constructor(machine: TestMachine, application: NestFastifyApplication, url: string) {
    this.#machine = machine;
    this.#application = application;
    this.#url = url;
  }

  static async open(packs: readonly SeedPack[]): Promise<ControlDoor> {
    const machine = await TestMachine.open();
    await machine.halt();
    await machine.boot(packs);
    const { registry, store, clock } = machine;
    const { pool } = machine.database;
    await migrate(pool, READING_MIGRATIONS);
    const parts = {
      ...{ registry, store, clock, random: systemRandom, logger: createLogger('test', 'silent') },
      configuration: new PostgresDeviceConfigurationStore({ pool: () => pool }),
      ledger: new PostgresLedgerStore({ pool: () => pool }),
      readings: new PostgresReadingStore({ pool, clock }),
    };
    const application = await NestFactory.create<NestFastifyApplication>(
      IngestionModule.register(parts),
      new FastifyAdapter(),
      { logger: false },
    );
    await application.listen(0, '127.0.0.1');
    return new ControlDoor(machine, application, await application.getUrl());
  }

  /** `body` as it stands, said to be JSON. */
  async put(target: string, body: string): Promise<DoorAnswer> {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${this.#url}${target}`, { method: 'PUT', headers, body });
    return { status: answer.status, problem: (await answer.json()) as DoorAnswer['problem'] };
  }

  async close(): Promise<void> {
    await this.#application.close();
    await this.#machine.close();
  }
}
