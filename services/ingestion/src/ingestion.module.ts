import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { CLOCK, type Clock, type Logger } from '@fieldline/platform';
import type { ReadingStore } from '@fieldline/readings';
import { ReadDevice } from './app/read-device.js';
import type { Registry } from './app/registry.js';
import { CredentialsController } from './http/credentials.controller.js';
import { DevicesController } from './http/devices.controller.js';
import { ProblemFilter } from './http/problem.filter.js';
import { SitesController } from './http/sites.controller.js';
import { READ_DEVICE, REGISTRY } from './http/tokens.js';
import type { LedgerReader } from './ports/ledger-reader.js';
import type { RegistryStore } from './ports/registry-store.js';

/** What is made once for the process and passed in. */
export interface ControlApiParts {
  readonly registry: Registry;
  readonly store: RegistryStore;
  readonly ledger: LedgerReader;
  readonly readings: ReadingStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The control API: registry, secrets, ledger, series. Whoever reaches it may do all of it. */
@Module({})
export class IngestionModule {
  static register(parts: ControlApiParts): DynamicModule {
    const providers: Provider[] = [
      { provide: REGISTRY, useValue: parts.registry },
      { provide: READ_DEVICE, useValue: new ReadDevice(parts) },
      { provide: CLOCK, useValue: parts.clock },
      { provide: APP_FILTER, useValue: new ProblemFilter(parts.logger) },
    ];
    const controllers = [SitesController, DevicesController, CredentialsController];
    return { module: IngestionModule, controllers, providers };
  }
}
