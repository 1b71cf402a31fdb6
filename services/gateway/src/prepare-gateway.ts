import type { FastifyInstance } from 'fastify';
import { installAccess, type InstallAccessParts } from './access/install-access.js';
import { forwardRoutes, type ForwardParts } from './forward/forward-routes.js';
import { serveApiPages } from './pages/api-pages.js';
import { serveDashboard } from './pages/dashboard-pages.js';
import { sendSecurityHeaders } from './pages/security-headers.js';

export interface PrepareGatewayParts {
  readonly access: InstallAccessParts;
  readonly forward: ForwardParts;
  /** Where the built dashboard lies. */
  readonly dashboardFolder: string;
}

/** What stands before and beside the module's routes: headers, access, forwarding, pages. In this order. */
export async function prepareGateway(fastify: FastifyInstance, parts: PrepareGatewayParts): Promise<void> {
  sendSecurityHeaders(fastify);
  installAccess(fastify, parts.access);
  await forwardRoutes(fastify, parts.forward);
  await serveApiPages(fastify);
  await serveDashboard(fastify, parts.dashboardFolder);
}
