import type { CallerIdentity } from '@fieldline/http';
import { UnauthorizedError } from '@fieldline/platform';
import type { CallerCredentials, CallerStanding } from '../../ports/caller-standing.js';

/** Asks the credentials anew, as a request would; an owner of the data folder stands as long as the process does. */
export class CredentialStanding implements CallerStanding {
  readonly #authenticate: (credentials: CallerCredentials) => Promise<{ readonly caller: CallerIdentity }>;

  /** `authenticate` rejects with UnauthorizedError for what counts no more. */
  constructor(authenticate: (credentials: CallerCredentials) => Promise<{ readonly caller: CallerIdentity }>) {
    this.#authenticate = authenticate;
  }

  async stands(caller: CallerIdentity, credentials: CallerCredentials): Promise<boolean> {
    if (caller.kind === 'owner') return true;
    try {
      const { caller: now } = await this.#authenticate(credentials);
      return mayOf(now) === mayOf(caller);
    } catch (error) {
      if (error instanceof UnauthorizedError) return false;
      throw error;
    }
  }
}

function mayOf({ kind, id, tenantId, scope, sites }: CallerIdentity): string {
  return JSON.stringify([kind, id, tenantId, scope, sites]);
}
