import { allRoutes, type RouteDefinition, type RouteOwner } from '@fieldline/contracts';
import {
  IDENTITY_HEADER,
  nestPath,
  type CalledRequest,
  type CallerIdentity,
  type IdentitySigner,
} from '@fieldline/http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerProblem } from '../pages/answer-problem.js';
import type { Upstream, UpstreamAnswer } from '../ports/upstream.js';

export interface ForwardParts {
  readonly signer: IdentitySigner;
  /** By the service that owns the route. */
  readonly upstreams: Readonly<Record<Exclude<RouteOwner, 'gateway'>, Upstream>>;
  /** Called when a change went through, before its answer is given: what the gateway shows should know of it. */
  readonly onChanged: () => Promise<void>;
}

/** What passes from the caller to the service; all else stays outside, an identity of the caller's own making above all. */
const REQUEST_HEADERS = ['accept', 'content-type', 'if-match', 'if-none-match', 'traceparent'] as const;
const ANSWER_HEADERS = [
  'content-type',
  'etag',
  'cache-control',
  'retry-after',
  'location',
  'content-disposition',
] as const;
const SMALL_BODY = 1_048_576;
const CSV_BODY = 4_194_304;

/** Every route that another service answers: with the identity of the caller, signed, and the answer as it comes. */
export async function forwardRoutes(root: FastifyInstance, parts: ForwardParts): Promise<void> {
  await root.register((fastify, _options, done) => {
    fastify.removeAllContentTypeParsers();
    fastify.setErrorHandler((error, _request, reply) => answerProblem(error, reply));
    fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    for (const route of allRoutes) {
      if (route.owner === 'gateway') continue;
      const upstream = parts.upstreams[route.owner];
      fastify.route({
        method: route.method,
        url: nestPath(route),
        bodyLimit: route.bodyType === 'text/csv' ? CSV_BODY : SMALL_BODY,
        handler: (request, reply) => forward({ ...parts, route, upstream }, request, reply),
      });
    }
    done();
  });
}

interface Way extends ForwardParts {
  readonly route: RouteDefinition;
  readonly upstream: Upstream;
}

async function forward(way: Way, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  const { caller } = request as CalledRequest;
  if (caller === undefined) throw new Error(`the route ${way.route.id} was reached by nobody known`);
  const answer = await way.upstream.request({
    method: request.method,
    path: request.raw.url ?? request.url,
    headers: await headersFor(way, request, caller),
    body: Buffer.isBuffer(request.body) && request.body.length > 0 ? request.body : undefined,
    signal: gone.signal,
  });
  if (answer.status < 300 && request.method !== 'GET') await way.onChanged();
  return give(answer, reply);
}

async function headersFor({ signer }: Way, request: FastifyRequest, caller: CallerIdentity) {
  const passed = REQUEST_HEADERS.flatMap((name): [string, string][] => {
    const value = request.headers[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
  return { ...Object.fromEntries(passed), [IDENTITY_HEADER]: await signer.sign(caller) };
}

function give({ status, headers, body }: UpstreamAnswer, reply: FastifyReply): FastifyReply {
  for (const name of ANSWER_HEADERS) {
    const value = headers[name];
    if (value !== undefined) void reply.header(name, value);
  }
  void reply.status(status);
  if (status === 204 || status === 304) {
    body.resume();
    return reply.send();
  }
  return reply.send(body);
}
