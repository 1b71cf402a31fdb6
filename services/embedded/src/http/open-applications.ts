import type { ServerFacts } from '@fieldline/gateway';
import { HEALTH, type Health } from '@fieldline/platform';
import { addBodyParsers, IdentitySigner, IdentityVerifier, makeIdentityKeys } from '@fieldline/http';
import { IngestionApiModule, IngestionModule, type IngestionApiParts } from '@fieldline/ingestion/nest';
import { Module, type DynamicModule, type INestApplication } from '@nestjs/common';
import type { RequestListener } from 'node:http';
import type { Doors } from '../doors/open-doors.js';
import { observeRequests } from '../observability/observe-requests.js';
import { openApplication } from './open-application.js';
import { openGateway, type OpenGatewayParts } from './open-gateway.js';
import { SERVER_STATUS, StatusController, type ServerStatus } from './status.controller.js';

export interface ApplicationsParts
  extends Omit<IngestionApiParts, 'verifier'>, Omit<OpenGatewayParts, 'signer' | 'facts'> {
  readonly health: Health;
  readonly status: ServerStatus;
}

/** Opens the gateway on the HTTP port and the control socket, and the services behind it on sockets of their own. */
export async function openApplications(doors: Doors, parts: ApplicationsParts): Promise<readonly INestApplication[]> {
  const { clock, logger } = parts;
  const { privateKey, publicKey } = await makeIdentityKeys();
  const verifier = new IdentityVerifier(publicKey, clock);
  const ingestion = await openApplication({
    module: IngestionApiModule.register({ ...parts, verifier }),
    entrances: [{ door: doors.ingestion }],
    logger,
    prepare: addBodyParsers,
  });
  const old: { handler?: RequestListener } = {};
  const control = await openApplication({
    module: controlModule(parts),
    entrances: [{ door: { server: doors.control.server, open: (handler) => void (old.handler = handler) } }],
    logger,
    prepare: (fastify) => observeRequests(fastify, { logger }),
  });
  const open = (handler: RequestListener): void =>
    doors.control.open((request, response) =>
      request.url?.startsWith('/v1/') === true ? old.handler?.(request, response) : handler(request, response),
    );
  const gateway = await openGateway(
    { ...doors, control: { ...doors.control, open } },
    { ...parts, signer: new IdentitySigner(privateKey, clock), facts: serverFacts(parts) },
  );
  return [control, gateway, ingestion];
}

function serverFacts({ health, status }: ApplicationsParts): ServerFacts {
  return {
    async status() {
      const { version, runId, startedAt, addresses } = status.facts();
      const { ready, checks } = await health.report();
      return { version, runId, startedAt, ready, checks, writer: { lag: status.writerLag() }, addresses };
    },
  };
}

function controlModule(parts: ApplicationsParts): DynamicModule {
  return {
    module: ControlModule,
    imports: [IngestionModule.register(parts)],
    controllers: [StatusController],
    providers: [
      { provide: HEALTH, useValue: parts.health },
      { provide: SERVER_STATUS, useValue: parts.status },
    ],
  };
}

@Module({})
class ControlModule {}
