import type { FindDeviceAddress, ServerFacts } from '@fieldline/gateway';
import { HttpUpstream } from '@fieldline/gateway/adapters';
import { GatewayModule, prepareGateway } from '@fieldline/gateway/nest';
import type { IdentitySigner } from '@fieldline/http';
import { HEALTH, type Clock, type Health, type Logger, type Tracing } from '@fieldline/platform';
import type { ReadingStore } from '@fieldline/readings';
import { Module, type DynamicModule, type INestApplication } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import { hostname } from 'node:os';
import path from 'node:path';
import type { Doors } from '../doors/open-doors.js';
import type { GatewaySide } from '../gateway/gateway-side.js';
import { observeRequests } from '../observability/observe-requests.js';
import { HealthController } from './health.controller.js';
import { openApplication } from './open-application.js';

export interface OpenGatewayParts {
  readonly gateway: GatewaySide;
  readonly signer: IdentitySigner;
  readonly facts: ServerFacts;
  readonly readings: ReadingStore;
  readonly deviceAddress: FindDeviceAddress;
  readonly publicHosts: readonly string[];
  readonly health: Health;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly tracing?: Tracing;
}

/** The only door: on the HTTP port for whoever signs in, on the control socket for the owner of the data folder. */
export async function openGateway(doors: Doors, parts: OpenGatewayParts): Promise<INestApplication> {
  const { gateway, signer, logger, publicHosts } = parts;
  const { identity, fleet } = gateway;
  const owners = new WeakSet<IncomingMessage>();
  const ingestion = new HttpUpstream({ socketPath: doors.ingestion.socketPath });
  return openApplication({
    module: gatewayModule(parts),
    entrances: [{ door: doors.http }, { door: doors.control, note: (request) => owners.add(request) }],
    logger,
    ownNotFound: true,
    prepare: (fastify) => {
      observeRequests(fastify, parts);
      return prepareGateway(fastify, {
        access: {
          identity,
          hosts: { machine: hostname(), published: publicHosts },
          isOwnerRequest: (raw) => owners.has(raw),
          logger,
        },
        forward: {
          signer,
          upstreams: { ingestion },
          onChanged: async () => void (await fleet.whenCaughtUp()),
        },
        dashboardFolder: dashboardFolder(),
      });
    },
  });
}

@Module({})
class DoorModule {}

function gatewayModule(parts: OpenGatewayParts): DynamicModule {
  const { identity, fleet, catalogue, live: feed, latest: hot } = parts.gateway;
  return {
    module: DoorModule,
    imports: [GatewayModule.register({ ...parts, identity, fleet, catalogue, feed, hot, store: parts.readings })],
    controllers: [HealthController],
    providers: [{ provide: HEALTH, useValue: parts.health }],
  };
}

function dashboardFolder(): string {
  const manifest = createRequire(import.meta.url).resolve('@fieldline/dashboard/package.json');
  return path.join(path.dirname(manifest), 'dist');
}
