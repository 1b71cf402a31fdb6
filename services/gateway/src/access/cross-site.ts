import { timingSafeEqual } from 'node:crypto';
import { ForbiddenError } from '@fieldline/platform';
import type { IncomingHttpHeaders } from 'node:http';

const CSRF_HEADER = 'x-csrf-token';

/** Throws ForbiddenError where the browser says that another site's page makes the request. */
export function refuseOtherOrigins(headers: IncomingHttpHeaders): void {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new ForbiddenError(
      `Sec-Fetch-Site: '${String(site)}'; only pages of this server may send this with a session`,
    );
  }
  if (origin !== undefined && hostOf(origin) !== host?.toLowerCase()) {
    throw new ForbiddenError(`Origin: '${origin}'; only pages of this server may send this with a session`);
  }
}

/** Throws ForbiddenError unless the request carries the CSRF token of its session. */
export function checkCsrfToken(headers: IncomingHttpHeaders, expected: string): void {
  const given = headers[CSRF_HEADER];
  if (typeof given !== 'string') {
    throw new ForbiddenError(
      'X-CSRF-Token: missing; GET /api/v1/session tells the csrfToken that every change with a session needs',
    );
  }
  const [own, known] = [Buffer.from(given), Buffer.from(expected)];
  if (own.length !== known.length || !timingSafeEqual(own, known)) {
    throw new ForbiddenError('X-CSRF-Token: not that of this session; GET /api/v1/session tells it');
  }
}

/** Scheme and default port left out as the browser does; undefined for `null` and what is no URL. */
function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host || undefined;
  } catch {
    return undefined;
  }
}
