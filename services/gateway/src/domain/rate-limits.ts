import type { RouteDefinition } from '@fieldline/contracts';

export interface RateLimit {
  readonly requests: number;
  readonly windowSeconds: number;
}

/**
 * How often, by group of routes: of each caller, and where nobody is signed in of each address. Generous: they are there
 * so that one caller's loop does not take the server from the others.
 */
export const RATE_LIMITS = {
  /** GET. */
  read: { requests: 6_000, windowSeconds: 60 },
  /** What changes something. */
  change: { requests: 1_200, windowSeconds: 60 },
  /** Streams that read much: CSV. */
  export: { requests: 60, windowSeconds: 60 },
  /** Opening the live feed. */
  live: { requests: 300, windowSeconds: 60 },
  /** Each has a slow hash of a password in it. */
  password: { requests: 20, windowSeconds: 60 },
  /** Routes that nobody needs to sign in for. */
  open: { requests: 600, windowSeconds: 60 },
  /** Requests that were answered 401. */
  unauthorized: { requests: 120, windowSeconds: 60 },
} as const satisfies Readonly<Record<string, RateLimit>>;

export type RateGroup = keyof typeof RATE_LIMITS;

const GROUP_OF_ROUTE: Readonly<Record<string, RateGroup>> = {
  signIn: 'password',
  changePassword: 'password',
  resetAdmin: 'password',
};

export function rateGroupOf(route: RouteDefinition): RateGroup {
  const own = GROUP_OF_ROUTE[route.id];
  if (own !== undefined) return own;
  if (route.scope === 'none') return 'open';
  if (route.answerType === 'text/csv') return 'export';
  if (route.answerType === 'text/event-stream') return 'live';
  return route.method === 'GET' ? 'read' : 'change';
}
