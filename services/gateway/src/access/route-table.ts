import { API_PREFIX, type RouteDefinition } from '@fieldline/contracts';
import { nestPath } from '@fieldline/http';

/** Told to everybody, like the pages. */
const OPEN_PATTERNS: ReadonlySet<string> = new Set([`${API_PREFIX}/openapi.json`]);

/** Finds the definition of a route by what the HTTP server matched, never by the text of the address. */
export class RouteTable {
  readonly #routes: ReadonlyMap<string, RouteDefinition>;

  constructor(routes: readonly RouteDefinition[]) {
    this.#routes = new Map(routes.map((route) => [`${route.method} ${nestPath(route)}`, route]));
  }

  /** `outside`: not of the API, such as a page; undefined: of the API and declared nowhere, so it is closed. */
  find(method: string, pattern: string | undefined): RouteDefinition | 'outside' | undefined {
    if (pattern === undefined || OPEN_PATTERNS.has(pattern)) return 'outside';
    if (pattern !== API_PREFIX && !pattern.startsWith(`${API_PREFIX}/`)) return 'outside';
    return this.#routes.get(`${method === 'HEAD' ? 'GET' : method} ${pattern}`);
  }
}
