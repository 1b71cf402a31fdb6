import { UnauthorizedError } from '@fieldline/platform';
import { csrfTokenOf, digestOf, isCookie } from '../app/secrets.js';
import type { Sessions } from '../app/sessions.js';
import type { VerifyToken } from '../app/verify-token.js';
import type { CallerCredentials } from '../ports/caller-standing.js';
import type { Grant } from './grant.js';
import { sessionCookieOf } from './session-cookie.js';

const BEARER = /^Bearer +(\S+)$/i;

/** Finds out who sends a request, by its token or else by its session: where both are sent the token alone counts. */
export class Authenticate {
  readonly #sessions: Sessions;
  readonly #verifyToken: VerifyToken;

  constructor(parts: { readonly sessions: Sessions; readonly verifyToken: VerifyToken }) {
    this.#sessions = parts.sessions;
    this.#verifyToken = parts.verifyToken;
  }

  /** Rejects with UnauthorizedError, the same for whatever is wrong with what was sent. */
  async authenticate({ authorization, cookie }: CallerCredentials): Promise<Grant> {
    const grant = authorization === undefined ? await this.#session(cookie) : await this.#token(authorization);
    if (grant === undefined) {
      throw new UnauthorizedError(
        'needs a valid session, or an API token in the header Authorization: Bearer flt_…; tokens are made in the settings, or with: fieldline token create',
      );
    }
    return grant;
  }

  async #token(authorization: string): Promise<Grant | undefined> {
    const [, secret] = BEARER.exec(authorization) ?? [];
    const caller = secret === undefined ? undefined : await this.#verifyToken.verify(secret);
    return caller && { caller };
  }

  async #session(header: string | undefined): Promise<Grant | undefined> {
    const cookie = sessionCookieOf(header);
    if (cookie === undefined || !isCookie(cookie)) return undefined;
    const session = await this.#sessions.find(digestOf(cookie));
    if (session === undefined) return undefined;
    const { tenantId, userId, name, scope, sites, digest, expiresAt } = session;
    return {
      caller: { kind: 'user', id: userId, name, tenantId, scope, sites },
      session: { digest, csrfToken: csrfTokenOf(cookie), expiresAt },
    };
  }
}
