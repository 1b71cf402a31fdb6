import type { z } from 'zod';

export const API_PREFIX = '/api/v1';

/** What a caller may do; `admin` includes `write`, `write` includes `read`. */
export const SCOPES = ['read', 'write', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** The service that answers a route; the gateway forwards what is not its own. */
export type RouteOwner = 'gateway' | 'ingestion';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Problems that a route of its own may answer with; those of every route (401, 403, 422, 429, 503 …) are not named. */
export type OwnProblem = 404 | 409 | 410 | 412 | 413 | 415 | 428;

/** One operation of the API: what its document, its controller, its client and the tests of all routes are made from. */
export interface RouteDefinition<
  P extends z.ZodType | undefined = z.ZodType | undefined,
  Q extends z.ZodType | undefined = z.ZodType | undefined,
  B extends z.ZodType | undefined = z.ZodType | undefined,
  A extends z.ZodType | undefined = z.ZodType | undefined,
> {
  /** `operationId`, also the client's name of it. */
  readonly id: string;
  readonly method: HttpMethod;
  /** Beneath {@link API_PREFIX}, with `{name}` for each of `params`. */
  readonly path: string;
  readonly owner: RouteOwner;
  readonly tag: RouteTag;
  readonly summary: string;
  readonly description?: string;
  /** What the caller needs; `none`: nobody has to sign in. */
  readonly scope: Scope | 'none';
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** `application/json` where absent. Of `text/csv` the body is the text. */
  readonly bodyType?: 'application/json' | 'application/merge-patch+json' | 'text/csv';
  /** Whether the body may be left out. */
  readonly bodyOptional?: boolean;
  /** The answer's status; a second one where a PUT may create. */
  readonly status: readonly (200 | 201 | 202 | 204)[];
  readonly answer?: A;
  /** `application/json` where absent. */
  readonly answerType?: 'application/json' | 'text/csv' | 'text/event-stream';
  readonly problems: readonly OwnProblem[];
  /** GET: answers with an ETag and heeds If-None-Match. Else: heeds If-Match and answers 412 when it is another. */
  readonly etag?: boolean;
  /** Heeds `Idempotency-Key`: the same key and request get the first answer again, for 24 h. */
  readonly idempotent?: boolean;
}

export const ROUTE_TAGS = {
  session: 'Who is signed in, and tokens for programs',
  sites: 'Places with a time zone and a currency, and locations in them',
  devices: 'What sends: registered, changed, found, taken away',
  profiles: 'What devices of a kind send: metrics, units, ranges; versions never change',
  enrolment: 'Keys with which devices register themselves, and the code that a device needs',
  data: 'Latest values, series, the live feed',
  'dead-letters': 'What was refused, with its bytes and the reason, to be edited, mapped and replayed',
  operation: 'Overview, ledgers, connections, health',
} as const;
export type RouteTag = keyof typeof ROUTE_TAGS;

export function defineRoute<
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  A extends z.ZodType | undefined = undefined,
>(route: RouteDefinition<P, Q, B, A>): RouteDefinition<P, Q, B, A> {
  return route;
}

type Parsed<S> = S extends z.ZodType ? z.infer<S> : undefined;

/** What a controller gets of a request: parsed and checked. */
export type RouteInput<R extends RouteDefinition> =
  R extends RouteDefinition<infer P, infer Q, infer B, z.ZodType | undefined>
    ? { readonly params: Parsed<P>; readonly query: Parsed<Q>; readonly body: Parsed<B> }
    : never;

/** Of arrays and tuples too. */
type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** What a controller answers. */
export type RouteAnswer<R extends RouteDefinition> =
  R extends RouteDefinition<z.ZodType | undefined, z.ZodType | undefined, z.ZodType | undefined, infer A>
    ? A extends z.ZodType
      ? DeepReadonly<z.input<A>>
      : undefined
    : never;
