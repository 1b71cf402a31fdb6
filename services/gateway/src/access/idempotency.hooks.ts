import { allRoutes } from '@fieldline/contracts';
import { InvalidRequestError, type Logger } from '@fieldline/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { BegunCall, Idempotency } from '../app/idempotency.js';
import type { GrantedRequest } from './grant.js';
import { RouteTable } from './route-table.js';

const HEADER = 'idempotency-key';
const KEPT_HEADERS = ['content-type', 'location', 'etag'] as const;
const NOTHING = Buffer.alloc(0);

/** Fastify's hooks by which `Idempotency-Key` works for every route that heeds it, forwarded or not. */
export class IdempotencyHooks {
  readonly #idempotency: Idempotency;
  readonly #logger: Logger;
  readonly #routes = new RouteTable(allRoutes);
  readonly #begun = new WeakMap<FastifyRequest, BegunCall>();

  constructor(parts: { readonly idempotency: Idempotency; readonly logger: Logger }) {
    this.#idempotency = parts.idempotency;
    this.#logger = parts.logger;
  }

  /** Gives a known answer again, or lets the request have its effect. */
  readonly preHandler = async (
    request: FastifyRequest & GrantedRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply | undefined> => {
    const route = this.#routes.find(request.method, request.routeOptions.url);
    const key = request.headers[HEADER];
    if (route === undefined || route === 'outside' || !route.idempotent || key === undefined) return undefined;
    const { caller, method } = request;
    if (caller === undefined) throw new Error(`the route ${route.id} was reached by nobody known`);
    if (typeof key !== 'string') throw new InvalidRequestError('Idempotency-Key: expected one');
    const target = request.raw.url ?? request.url;
    const begun = await this.#idempotency.begin({ caller, key, method, target, body: bytesOf(request.body) });
    if ('record' in begun) {
      this.#begun.set(request, begun);
      return undefined;
    }
    return reply.status(begun.status).headers(begun.headers).header('idempotent-replayed', 'true').send(begun.body);
  };

  /** Keeps the answer before it is sent. */
  readonly onSend = async (request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> => {
    const begun = this.#begun.get(request);
    if (begun === undefined) return payload;
    this.#begun.delete(request);
    const body = await collected(payload);
    try {
      await this.#idempotency.end(begun, { status: reply.statusCode, headers: keptHeaders(reply), body });
    } catch (error) {
      // The effect is there, and the caller shall know it; only a repeat will not.
      this.#logger.warn({ err: error }, 'an answer with an Idempotency-Key was not kept');
    }
    return body.length === 0 ? payload : body;
  };
}

function keptHeaders(reply: FastifyReply): Readonly<Record<string, string>> {
  const kept = KEPT_HEADERS.flatMap((name) => {
    const value = reply.getHeader(name);
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  return Object.fromEntries(kept);
}

/** As it came, or as JSON where it was parsed. Throws InvalidRequestError for what is nested deeper than the stack. */
function bytesOf(body: unknown): Buffer {
  if (body === undefined || body === null) return NOTHING;
  if (Buffer.isBuffer(body)) return body;
  try {
    return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new InvalidRequestError('body: is nested too deeply', { cause });
  }
}

async function collected(payload: unknown): Promise<Buffer> {
  if (payload === undefined || payload === null) return NOTHING;
  if (payload instanceof Readable) return buffer(payload);
  return Buffer.isBuffer(payload) ? payload : Buffer.from(payload as string);
}
