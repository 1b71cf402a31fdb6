import type { CallerIdentity } from '@fieldline/http';
import { UnauthorizedError } from '@fieldline/platform';
import type { CallerCredentials, CallerStanding } from '../ports/caller-standing.js';
import type { Authenticate } from './authenticate.js';

/** Asks once more for what the caller showed. */
export class AuthenticatedStanding implements CallerStanding {
  readonly #authenticate: Authenticate;

  constructor(authenticate: Authenticate) {
    this.#authenticate = authenticate;
  }

  async stands(caller: CallerIdentity, credentials: CallerCredentials): Promise<boolean> {
    // Who opened the control socket was let in by the file system.
    if (caller.kind === 'owner') return true;
    try {
      const now = (await this.#authenticate.authenticate(credentials)).caller;
      return now.id === caller.id && now.tenantId === caller.tenantId && rightsOf(now) === rightsOf(caller);
    } catch (error) {
      if (error instanceof UnauthorizedError) return false;
      throw error;
    }
  }
}

function rightsOf({ scope, sites }: CallerIdentity): string {
  return JSON.stringify([scope, sites]);
}
