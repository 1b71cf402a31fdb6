import { ForbiddenError, UnauthorizedError } from '@fieldline/platform';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { allows, type CalledRequest } from './caller.js';
import { IDENTITY_HEADER, type IdentityVerifier } from './identity.js';
import { routeOf } from './route.decorator.js';

interface GuardedRequest extends CalledRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** For a service behind the gateway: lets in who the gateway vouches for, and only to what their scope covers. */
export class IdentityGuard implements CanActivate {
  readonly #verifier: IdentityVerifier;

  constructor(verifier: IdentityVerifier) {
    this.#verifier = verifier;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = routeOf(context.getHandler());
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const token = request.headers[IDENTITY_HEADER];
    if (typeof token !== 'string') throw new UnauthorizedError(`${IDENTITY_HEADER}: missing; ask through the gateway`);
    const caller = await this.#verifier.verify(token);
    if (!allows(caller.scope, route.scope)) throw new ForbiddenError(`needs the scope '${route.scope}'`);
    request.caller = caller;
    return true;
  }
}
