import type { Scope } from '@fieldline/contracts';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

/** Who asks, as the gateway found out: it travels signed to the service that answers. */
export interface CallerIdentity {
  /** `owner`: through the control socket of the data folder. */
  readonly kind: 'user' | 'token' | 'owner';
  /** ULID of the user or token; the tenant's name for an owner. */
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
  readonly scope: Scope;
  /** ULIDs of the sites that the caller may see; null: all of the tenant. */
  readonly sites: readonly string[] | null;
}

/** A request whose caller is known; set by the gateway's hook or by the identity guard. */
export interface CalledRequest {
  caller?: CallerIdentity;
}

const RANK = { none: 0, read: 1, write: 2, admin: 3 } as const;

/** `admin` includes `write`, `write` includes `read`. */
export function allows(has: Scope, needs: Scope | 'none'): boolean {
  return RANK[has] >= RANK[needs];
}

/** Whether the caller may see what belongs to the site. */
export function seesSite(caller: CallerIdentity, siteId: string): boolean {
  return caller.sites === null || caller.sites.includes(siteId);
}

/** The verified identity of the caller. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): CallerIdentity => {
  const { caller } = context.switchToHttp().getRequest<CalledRequest>();
  if (caller === undefined) throw new Error('a route that wants its caller is open to everybody');
  return caller;
});
