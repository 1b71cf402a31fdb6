import { IdentityGuard, ProblemFilter, type IdentityVerifier } from '@fieldline/http';
import type { Clock, Logger, Random } from '@fieldline/platform';
import type { ReadingStore } from '@fieldline/readings';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { PutConfiguration } from './app/put-configuration.js';
import { ReadConfiguration } from './app/read-configuration.js';
import { ReadDevice } from './app/read-device.js';
import type { Registry } from './app/registry.js';
import { DeadLetterModule, type DeadLetterModuleParts } from './dead-letter.module.js';
import { ConfigurationController } from './http/configuration.controller.js';
import { DevicesController } from './http/devices.controller.js';
import { EnrolmentKeysController } from './http/enrolment-keys.controller.js';
import { LedgerController } from './http/ledger.controller.js';
import { LocationsController } from './http/locations.controller.js';
import { ProfilesController } from './http/profiles.controller.js';
import { SecretsController } from './http/secrets.controller.js';
import { SitesController } from './http/sites.controller.js';
import { DELETE_DEVICE, PUT_CONFIGURATION, READ_CONFIGURATION, READ_DEVICE, REGISTRY } from './http/tokens.js';
import type { DeviceConfigurationStore } from './ports/device-configuration-store.js';
import type { LedgerReader } from './ports/ledger-reader.js';
import type { RegistryStore } from './ports/registry-store.js';

/** What is made once for the process and passed in. */
export interface IngestionApiParts {
  readonly registry: Registry;
  readonly store: RegistryStore;
  readonly configuration: DeviceConfigurationStore;
  readonly ledger: LedgerReader;
  readonly readings: ReadingStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Of the gateway's key: nobody else is believed. */
  readonly verifier: IdentityVerifier;
  /** Without it there is no dead-letter desk. */
  readonly deadLetters?: DeadLetterModuleParts;
}

const CONTROLLERS = [
  SitesController,
  LocationsController,
  DevicesController,
  SecretsController,
  ConfigurationController,
  ProfilesController,
  EnrolmentKeysController,
  LedgerController,
];

/** Ingestion's routes of the API, for whom the gateway vouches. */
@Module({})
export class IngestionApiModule {
  static register(parts: IngestionApiParts): DynamicModule {
    const { registry, readings, verifier, logger, deadLetters } = parts;
    const imports = deadLetters === undefined ? [] : [DeadLetterModule.register(deadLetters)];
    const providers: Provider[] = [
      { provide: REGISTRY, useValue: registry },
      { provide: READ_DEVICE, useValue: new ReadDevice(parts) },
      { provide: DELETE_DEVICE, useValue: registry.deleteDevice(readings) },
      { provide: PUT_CONFIGURATION, useValue: new PutConfiguration(parts) },
      { provide: READ_CONFIGURATION, useValue: new ReadConfiguration(parts) },
      { provide: APP_GUARD, useValue: new IdentityGuard(verifier) },
      { provide: APP_FILTER, useValue: new ProblemFilter(logger) },
    ];
    return { module: IngestionApiModule, imports, controllers: CONTROLLERS, providers };
  }
}
