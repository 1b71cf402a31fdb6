import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { CalledRequest } from '@fieldline/http';
import type { Logger, TraceSpan, Tracing } from '@fieldline/platform';

export interface RequestObservation {
  readonly logger: Logger;
  /** Requests are traced where it is given. */
  readonly tracing?: Tracing;
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * One log line for each change that somebody made, with who it was; and a span for each request that is sampled. Give it
 * to the one application that everybody comes through: a service behind it would tell the same again. Bodies, queries and
 * headers are never looked at.
 */
export function observeRequests(fastify: FastifyInstance, { logger, tracing }: RequestObservation): void {
  if (tracing !== undefined) traceRequests(fastify, tracing);
  fastify.addHook('onResponse', (request, reply, done) => {
    if (!READS.has(request.method) && reply.statusCode < 400) {
      logger.info({ ...place(request), status: reply.statusCode, ...who(request) }, 'a change was made');
    }
    done();
  });
}

function traceRequests(fastify: FastifyInstance, tracing: Tracing): void {
  const spans = new WeakMap<FastifyRequest, TraceSpan>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (tracing.sampler.pick(1) === 0) {
      const { method, route } = place(request);
      const attributes = { 'http.request.method': method, 'http.route': route };
      spans.set(request, tracing.begin(`${method} ${route}`, { role: 'server', attributes }));
    }
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const span = spans.get(request);
    span?.set({ 'http.response.status_code': reply.statusCode });
    if (reply.statusCode >= 500) span?.fail(`answered ${reply.statusCode}`);
    span?.end();
    done();
  });
}

function place(request: FastifyRequest): { method: string; route: string; params: unknown } {
  return { method: request.method, route: request.routeOptions.url ?? 'unknown', params: request.params };
}

function who(request: FastifyRequest & CalledRequest): object {
  const { caller } = request;
  if (caller === undefined) return {};
  const { kind, id, name, tenantId } = caller;
  return { by: { kind, id, name }, tenantId };
}
