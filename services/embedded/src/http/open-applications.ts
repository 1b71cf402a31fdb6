import type { ServerFacts } from '@fieldline/gateway';
import type { Health } from '@fieldline/platform';
import { addBodyParsers, IdentitySigner, IdentityVerifier, makeIdentityKeys } from '@fieldline/http';
import { IngestionApiModule, type IngestionApiParts } from '@fieldline/ingestion/nest';
import type { INestApplication } from '@nestjs/common';
import type { Doors } from '../doors/open-doors.js';
import type { RunFacts } from '../start/run-file.js';
import { openApplication } from './open-application.js';
import { openGateway, type OpenGatewayParts } from './open-gateway.js';

/** What the status needs of the running server. */
export interface ServerStatus {
  readonly facts: () => RunFacts;
  /** Records that the writer has not committed yet; null before it first runs. */
  readonly writerLag: () => number | null;
}

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
  const gateway = await openGateway(doors, {
    ...parts,
    signer: new IdentitySigner(privateKey, clock),
    facts: serverFacts(parts),
  });
  return [gateway, ingestion];
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
