import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ProblemFilter } from '@fieldline/http';
import { CLOCK, type Clock, type Logger, type Random } from '@fieldline/platform';
import type { ReadingStore } from '@fieldline/readings';
import { PutConfiguration } from './app/put-configuration.js';
import { ReadConfiguration } from './app/read-configuration.js';
import { ReadDevice } from './app/read-device.js';
import type { Registry } from './app/registry.js';
import { ConfigurationController } from './http/control/configuration.controller.js';
import { CredentialsController } from './http/control/credentials.controller.js';
import { DevicesController } from './http/control/devices.controller.js';
import { SitesController } from './http/control/sites.controller.js';
import { PUT_CONFIGURATION, READ_CONFIGURATION, READ_DEVICE, REGISTRY } from './http/tokens.js';
import type { DeviceConfigurationStore } from './ports/device-configuration-store.js';
import type { LedgerReader } from './ports/ledger-reader.js';
import type { RegistryStore } from './ports/registry-store.js';

/** What is made once for the process and passed in. */
export interface ControlApiParts {
  readonly registry: Registry;
  readonly store: RegistryStore;
  readonly configuration: DeviceConfigurationStore;
  readonly ledger: LedgerReader;
  readonly readings: ReadingStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** The control API: registry, secrets, configuration, ledger, series. Whoever reaches it may do all of it. */
@Module({})
export class IngestionModule {
  static register(parts: ControlApiParts): DynamicModule {
    const providers: Provider[] = [
      { provide: REGISTRY, useValue: parts.registry },
      { provide: READ_DEVICE, useValue: new ReadDevice(parts) },
      { provide: PUT_CONFIGURATION, useValue: new PutConfiguration(parts) },
      { provide: READ_CONFIGURATION, useValue: new ReadConfiguration(parts) },
      { provide: CLOCK, useValue: parts.clock },
      { provide: APP_FILTER, useValue: new ProblemFilter(parts.logger) },
    ];
    const controllers = [SitesController, DevicesController, ConfigurationController, CredentialsController];
    return { module: IngestionModule, controllers, providers };
  }
}
