import { z } from 'zod';
import { allRoutes } from '../http/api-routes.js';
import { API_PREFIX, ROUTE_TAGS, type RouteDefinition } from '../http/define-route.js';
import { problemSchema } from '../http/shared.schemas.js';

type Json = Readonly<Record<string, unknown>>;

const PROBLEM_TITLES: Readonly<Record<number, string>> = {
  400: 'The request was not understood',
  401: 'Not signed in, or the token is not valid (any more)',
  403: 'The caller lacks the scope, or the CSRF token',
  404: 'Not found in the tenant of the caller',
  405: 'Not a method of this path',
  409: 'In conflict with what is there',
  410: 'Gone',
  412: 'It was changed meanwhile: If-Match names another version',
  413: 'Too much at once',
  415: 'Not a media type that is read here',
  422: 'Understood, and wrong: `faults` names each field',
  428: 'If-Match is needed',
  429: 'Too many requests; `Retry-After` says when to come again',
  503: 'A store or the log is away: try again',
};

/** The API as an OpenAPI 3.1 document. */
export function openApiDocument(): Json {
  const schemas = new Schemas();
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of allRoutes) {
    (paths[route.path] ??= {})[route.method.toLowerCase()] = operation(route, schemas);
  }
  schemas.of(problemSchema, 'output');
  return {
    openapi: '3.1.0',
    info: {
      title: 'Fieldline',
      version: '1.0.0',
      description:
        'Devices, what they measure, and what became of it. Times are ms since 1970-01-01T00:00:00Z; a request may give RFC 3339 instead. Errors are problem documents (RFC 9457).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: API_PREFIX }],
    security: [{ token: [] }, { session: [] }],
    tags: Object.entries(ROUTE_TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: schemas.components(),
      responses: problemResponses(),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token' },
        session: { type: 'apiKey', in: 'cookie', name: 'fieldline_session', description: 'Set by signing in' },
      },
    },
  };
}

function operation(route: RouteDefinition, schemas: Schemas): Json {
  const { id, tag, summary, description, scope } = route;
  const needs = scope === 'none' ? 'Nobody has to be signed in.' : `Needs the scope \`${scope}\`.`;
  const body = route.body === undefined ? {} : { requestBody: requestBody(route, route.body, schemas) };
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: description === undefined ? needs : `${description}\n\n${needs}`,
    ...(scope === 'none' ? { security: [] } : {}),
    parameters: parameters(route, schemas),
    ...body,
    responses: responses(route, schemas),
  };
}

function parameters(route: RouteDefinition, schemas: Schemas): readonly Json[] {
  const headers = [
    ...(route.etag && route.method === 'GET'
      ? [header('If-None-Match', 'ETag of the version that the caller has')]
      : []),
    ...(route.etag && route.method !== 'GET' ? [header('If-Match', 'ETag of the version that is meant')] : []),
    ...(route.idempotent
      ? [header('Idempotency-Key', 'Repeats of the request with this key have no further effect', 16)]
      : []),
    ...(route.answerType === 'text/event-stream' ? [header('Last-Event-ID', 'Id of the last event seen')] : []),
  ];
  return [...located(route.params, 'path', schemas), ...located(route.query, 'query', schemas), ...headers];
}

function header(name: string, description: string, minLength = 1): Json {
  const schema = { type: 'string', minLength, maxLength: 200, pattern: '^[\\x21-\\x7e]+$' };
  return { name, in: 'header', required: false, description, schema };
}

function located(object: z.ZodType | undefined, where: 'path' | 'query', schemas: Schemas): readonly Json[] {
  if (object === undefined) return [];
  const { properties = {}, required = [] } = schemas.inline(object) as {
    readonly properties?: Readonly<Record<string, Json>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = property;
    const schema = listOf(rest);
    return {
      name,
      in: where,
      required: where === 'path' || required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema,
    };
  });
}

/** Of "one, or a list" the list: a repeated parameter. */
function listOf(schema: Json): Json {
  const { anyOf } = schema as { readonly anyOf?: readonly Json[] };
  return anyOf?.find(({ type }) => type === 'array') ?? schema;
}

function requestBody(route: RouteDefinition, body: z.ZodType, schemas: Schemas): Json {
  const type = route.bodyType ?? 'application/json';
  return { required: route.bodyOptional !== true, content: { [type]: { schema: schemas.of(body, 'input') } } };
}

function responses(route: RouteDefinition, schemas: Schemas): Json {
  const type = route.answerType ?? 'application/json';
  const content =
    route.answer === undefined ? {} : { content: { [type]: { schema: schemas.of(route.answer, 'output') } } };
  const headers = route.etag && route.answer ? { headers: { ETag: { schema: { type: 'string' } } } } : {};
  const good = route.status.map((status) => [
    status,
    { description: status === 204 ? 'Done' : route.summary, ...headers, ...content },
  ]);
  const notModified =
    route.etag && route.method === 'GET' ? [[304, { description: 'The caller has this version' }]] : [];
  return Object.fromEntries([...good, ...notModified, ...problems(route)]) as Json;
}

function problems(route: RouteDefinition): readonly (readonly [number, Json])[] {
  const everywhere = [400, 401, 403, 405, 422, 429, 503];
  const body = route.body === undefined ? [] : [413, 415];
  const repeated = route.idempotent ? [409] : [];
  return [...new Set([...everywhere, ...body, ...repeated, ...route.problems])]
    .sort((one, other) => one - other)
    .map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]);
}

function problemResponses(): Json {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(
    Object.entries(PROBLEM_TITLES).map(([status, description]) => [`Problem${status}`, { description, content }]),
  );
}

/** Converts schemas and gathers those with a name of their own as components. */
class Schemas {
  readonly #named = new Map<string, string>();

  /** As it stands in the document; what has an `id` is referred to. */
  of(schema: z.ZodType, io: 'input' | 'output'): Json {
    const {
      $schema: _dialect,
      $defs = {},
      ...own
    } = z.toJSONSchema(schema, { io }) as Json & { readonly $defs?: Readonly<Record<string, Json>> };
    for (const [name, definition] of Object.entries($defs)) this.#keep(name, definition);
    return moved(own);
  }

  inline(schema: z.ZodType): Json {
    return z.toJSONSchema(schema, { io: 'input' });
  }

  components(): Json {
    const sorted = [...this.#named].sort(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(sorted.map(([name, text]) => [name, JSON.parse(text) as unknown]));
  }

  #keep(name: string, definition: Json): void {
    const text = JSON.stringify(moved(definition));
    const known = this.#named.get(name);
    if (known !== undefined && known !== text)
      throw new Error(`the schema '${name}' differs between request and answer`);
    this.#named.set(name, text);
  }
}

function moved(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
}
