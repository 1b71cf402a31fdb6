import type { CallerIdentity } from '@fieldline/http';

/** What a request showed to prove who asks; kept as long as a stream of it runs, and nowhere else. */
export interface CallerCredentials {
  readonly authorization?: string | undefined;
  readonly cookie?: string | undefined;
}

/** For what lasts longer than a request: whether the caller still is who they were. */
export interface CallerStanding {
  /**
   * Whether the same credentials would still give the caller the same tenant, sites and scope. Rejects where it cannot be
   * told now; then nothing changes until it can be.
   */
  stands(caller: CallerIdentity, credentials: CallerCredentials): Promise<boolean>;
}
