import { ProblemFilter } from '@fieldline/http';
import type { HotStore } from '@fieldline/hot';
import type { Clock, Logger } from '@fieldline/platform';
import type { ReadingStore } from '@fieldline/readings';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { FleetReads } from './app/fleet/fleet-reads.js';
import type { FleetView } from './app/fleet/fleet-view.js';
import { IDENTITY, type Identity } from './app/identity.js';
import type { LiveFeed } from './app/live/live-feed.js';
import { OpenLive } from './app/live/open-live.js';
import { ReadLatest } from './app/series/read-latest.js';
import { ReadSeries } from './app/series/read-series.js';
import type { DomainCatalogue } from './domain/fleet/domain-catalogue.js';
import { FLEET_READS, OPEN_LIVE, READ_LATEST, READ_SERIES, SERVER_FACTS } from './http/data-tokens.js';
import { DataController } from './http/data.controller.js';
import { FleetController } from './http/fleet.controller.js';
import { LiveController } from './http/live.controller.js';
import { SessionController } from './http/session.controller.js';
import { PROFILE_BOOK, SnippetsController, type ProfileBook } from './http/snippets.controller.js';
import { TokensController } from './http/tokens.controller.js';
import { DEVICE_ADDRESS, type FindDeviceAddress } from './ports/device-address.js';
import type { ServerFacts } from './ports/server-facts.js';

/** What is made once for the process and passed in. */
export interface GatewayModuleParts {
  readonly identity: Identity;
  readonly fleet: FleetView;
  readonly feed: LiveFeed;
  readonly catalogue: DomainCatalogue;
  /** Holds `latest:` of ingestion. */
  readonly hot: HotStore;
  readonly store: ReadingStore;
  readonly facts: ServerFacts;
  readonly deviceAddress: FindDeviceAddress;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The gateway's own routes; who may come in and what is forwarded stands before them, see {@link prepareGateway}. */
@Module({})
export class GatewayModule {
  static register(parts: GatewayModuleParts): DynamicModule {
    const providers: Provider[] = [
      { provide: IDENTITY, useValue: parts.identity },
      { provide: FLEET_READS, useValue: new FleetReads(parts) },
      { provide: SERVER_FACTS, useValue: parts.facts },
      { provide: READ_LATEST, useValue: new ReadLatest(parts) },
      { provide: READ_SERIES, useValue: new ReadSeries(parts) },
      { provide: OPEN_LIVE, useValue: new OpenLive(parts) },
      { provide: PROFILE_BOOK, useValue: profileBook(parts) },
      { provide: DEVICE_ADDRESS, useValue: parts.deviceAddress },
      { provide: APP_FILTER, useValue: new ProblemFilter(parts.logger) },
    ];
    return { module: GatewayModule, controllers: CONTROLLERS, providers };
  }
}

const CONTROLLERS = [
  SessionController,
  TokensController,
  FleetController,
  DataController,
  LiveController,
  SnippetsController,
];

function profileBook({ fleet, catalogue }: GatewayModuleParts): ProfileBook {
  return {
    metrics: (tenantId, profile) => fleet.tenant(tenantId).versionsOf(profile)[0]?.metrics,
    hints: (profile) => catalogue.hintsOf(profile),
  };
}
