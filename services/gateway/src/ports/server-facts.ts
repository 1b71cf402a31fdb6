import type { RouteAnswer, routes } from '@fieldline/contracts';

/** What the process that the gateway runs in says of itself. */
export interface ServerFacts {
  status(): Promise<RouteAnswer<typeof routes.getStatus>>;
}
