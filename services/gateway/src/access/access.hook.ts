import { allRoutes, DEFAULT_TENANT, type RouteDefinition } from '@fieldline/contracts';
import { allows, type CallerIdentity } from '@fieldline/http';
import { ForbiddenError, NotFoundError, TooManyRequestsError, UnauthorizedError } from '@fieldline/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { CountRequest } from '../app/count-request.js';
import { rateGroupOf, type RateGroup } from '../domain/rate-limits.js';
import type { Authenticate } from './authenticate.js';
import { countedAddress } from './client-address.js';
import { checkCsrfToken, refuseOtherOrigins } from './cross-site.js';
import type { Grant, GrantedRequest } from './grant.js';
import type { HostRule } from './host-rule.js';
import { rateLimitHeaders } from './rate-limit-headers.js';
import { RouteTable } from './route-table.js';

export interface AccessParts {
  readonly authenticate: Authenticate;
  readonly countRequest: CountRequest;
  readonly hosts: HostRule;
  /** Whether the request came through the control socket, which only the owner of the data folder can open. */
  readonly isOwnerRequest: (raw: IncomingMessage) => boolean;
}

/** Whoever opens the control socket. */
export const OWNER: CallerIdentity = {
  ...{ kind: 'owner', id: DEFAULT_TENANT, name: 'owner', tenantId: DEFAULT_TENANT, scope: 'admin', sites: null },
};

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Decides for each request, before its body is read, whether it may go on; and says who sent it. */
export class Access {
  readonly #parts: AccessParts;
  readonly #routes = new RouteTable(allRoutes);

  constructor(parts: AccessParts) {
    this.#parts = parts;
  }

  /** Fastify's `onRequest`. Rejects with what the answer shall be. */
  readonly onRequest = async (request: FastifyRequest & GrantedRequest, reply: FastifyReply): Promise<void> => {
    const owner = this.#parts.isOwnerRequest(request.raw);
    if (!owner) this.#checkHost(request);
    const route = this.#routes.find(request.method, request.routeOptions.url);
    if (route === 'outside') return;
    if (route === undefined) throw new NotFoundError(`${request.method} ${request.url}: the API has no such route`);
    if (owner) {
      grant(request, { caller: OWNER });
    } else if (route.scope === 'none') {
      await this.#count(rateGroupOf(route), countedAddress(request.ip), reply);
      if (!SAFE_METHODS.has(request.method)) refuseOtherOrigins(request.headers);
    } else {
      grant(request, await this.#admit(route, request, reply));
    }
  };

  #checkHost({ headers }: FastifyRequest): void {
    const stranger = this.#parts.hosts.stranger(headers.host);
    if (stranger === undefined) return;
    throw new ForbiddenError(
      `Host: '${stranger.slice(0, 100)}' is not a name of this server; ask by its address, or add the name to FIELDLINE_PUBLIC_HOSTS`,
    );
  }

  async #admit(route: RouteDefinition, request: FastifyRequest, reply: FastifyReply): Promise<Grant> {
    const granted = await this.#authenticate(request, reply);
    const { kind, id, tenantId, scope } = granted.caller;
    await this.#count(rateGroupOf(route), `${tenantId}:${kind}:${id}`, reply);
    if (granted.session !== undefined && !SAFE_METHODS.has(request.method)) {
      refuseOtherOrigins(request.headers);
      checkCsrfToken(request.headers, granted.session.csrfToken);
    }
    if (!allows(scope, route.scope)) {
      throw new ForbiddenError(
        `${route.id} needs the scope '${route.scope}', and '${granted.caller.name}' has '${scope}'`,
      );
    }
    return granted;
  }

  async #authenticate(request: FastifyRequest, reply: FastifyReply): Promise<Grant> {
    try {
      return await this.#parts.authenticate.authenticate(request.headers);
    } catch (error) {
      if (error instanceof UnauthorizedError) {
        await this.#count('unauthorized', countedAddress(request.ip), reply);
      }
      throw error;
    }
  }

  async #count(group: RateGroup, who: string, reply: FastifyReply): Promise<void> {
    const count = await this.#parts.countRequest.count(group, who);
    void reply.headers(rateLimitHeaders(count));
    if (count.remaining >= 0) return;
    throw new TooManyRequestsError(
      `more requests of the kind '${group}' than are taken: come again in ${count.resetSeconds} s`,
      count.resetSeconds,
    );
  }
}

function grant(request: GrantedRequest, granted: Grant): void {
  request.grant = granted;
  request.caller = granted.caller;
}
