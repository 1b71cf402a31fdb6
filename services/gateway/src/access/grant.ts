import type { CalledRequest, CallerIdentity } from '@fieldline/http';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

/** The session with which a request came. */
export interface GrantedSession {
  readonly digest: string;
  readonly csrfToken: string;
  /** ms since 1970. */
  readonly expiresAt: number;
}

/** Who was let in, and with what. */
export interface Grant {
  readonly caller: CallerIdentity;
  readonly session?: GrantedSession;
}

/** A request that went through the access hook. */
export interface GrantedRequest extends CalledRequest {
  grant?: Grant;
}

/** What the access hook found out. */
export const Granted = createParamDecorator((_data: unknown, context: ExecutionContext): Grant => {
  const { grant } = context.switchToHttp().getRequest<GrantedRequest>();
  if (grant === undefined) throw new Error('a route that wants its grant is open to everybody');
  return grant;
});
