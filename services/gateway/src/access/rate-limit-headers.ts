import { RATE_LIMITS } from '../domain/rate-limits.js';
import type { RequestCount } from '../app/count-request.js';

/** draft-ietf-httpapi-ratelimit-headers-10: quota `q` in a window of `w` seconds; `r` are left, for `t` seconds more. */
export function rateLimitHeaders({ group, remaining, resetSeconds }: RequestCount): Readonly<Record<string, string>> {
  const { requests, windowSeconds } = RATE_LIMITS[group];
  return {
    'ratelimit-policy': `"${group}";q=${requests};w=${windowSeconds}`,
    ratelimit: `"${group}";r=${Math.max(0, remaining)};t=${resetSeconds}`,
  };
}
