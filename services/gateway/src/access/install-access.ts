import type { Logger } from '@fieldline/platform';
import type { FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Identity } from '../app/identity.js';
import { Access } from './access.hook.js';
import { Authenticate } from './authenticate.js';
import { HostRule, type HostNames } from './host-rule.js';
import { IdempotencyHooks } from './idempotency.hooks.js';

export interface InstallAccessParts {
  readonly identity: Identity;
  readonly hosts: HostNames;
  /** Whether the request came through the control socket, which only the owner of the data folder can open. */
  readonly isOwnerRequest: (raw: IncomingMessage) => boolean;
  readonly logger: Logger;
}

/** Puts the hooks in front of all routes; to be called before the first route is added. */
export function installAccess(fastify: FastifyInstance, parts: InstallAccessParts): void {
  const { identity, isOwnerRequest, logger } = parts;
  const access = new Access({
    ...{ isOwnerRequest, countRequest: identity.countRequest, hosts: new HostRule(parts.hosts) },
    authenticate: new Authenticate(identity),
  });
  const hooks = new IdempotencyHooks({ idempotency: identity.idempotency, logger });
  fastify.decorateRequest('caller');
  fastify.decorateRequest('grant');
  fastify.addHook('onRequest', access.onRequest);
  fastify.addHook('preHandler', hooks.preHandler);
  fastify.addHook('onSend', hooks.onSend);
}
