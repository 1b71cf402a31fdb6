import { routes, type RouteAnswer, type RouteInput } from '@fieldline/contracts';
import { Caller, Input, Route, type CallerIdentity } from '@fieldline/http';
import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { addressOf } from '../access/client-address.js';
import { Granted, type Grant, type GrantedSession } from '../access/grant.js';
import { clearSessionCookie, sessionCookieOf, setSessionCookie } from '../access/session-cookie.js';
import { IDENTITY, type Identity } from '../app/identity.js';
import { csrfTokenOf, digestOf } from '../app/secrets.js';

type CallerAnswer = RouteAnswer<typeof routes.whoAmI>;

/** Signing in and out, and the password. */
@Controller()
export class SessionController {
  readonly #identity: Identity;

  constructor(@Inject(IDENTITY) identity: Identity) {
    this.#identity = identity;
  }

  @Route(routes.signIn)
  async signIn(
    @Input() { body }: RouteInput<typeof routes.signIn>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CallerAnswer> {
    const address = addressOf(request);
    const { cookie, session } = await this.#identity.signIn.signIn({ ...body, address });
    const before = sessionCookieOf(request.headers.cookie);
    if (before !== undefined) await this.#identity.signOut.signOut(digestOf(before), address);
    void reply.header('set-cookie', setSessionCookie(cookie, isSecure(request)));
    const { tenantId, userId: id, name, scope, sites, digest, expiresAt } = session;
    const caller: CallerIdentity = { kind: 'user', id, name, tenantId, scope, sites };
    return answerOf(caller, { digest, expiresAt, csrfToken: csrfTokenOf(cookie) });
  }

  @Route(routes.whoAmI)
  whoAmI(@Granted() { caller, session }: Grant): CallerAnswer {
    return answerOf(caller, session);
  }

  @Route(routes.signOut)
  async signOut(
    @Granted() { session }: Grant,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (session !== undefined) await this.#identity.signOut.signOut(session.digest, addressOf(request));
    void reply.header('set-cookie', clearSessionCookie(isSecure(request)));
  }

  @Route(routes.changePassword)
  async changePassword(
    @Input() { body }: RouteInput<typeof routes.changePassword>,
    @Granted() { caller, session }: Grant,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const keepSession = session?.digest ?? null;
    await this.#identity.changePassword.change({ ...body, caller, keepSession, address: addressOf(request) });
  }

  @Route(routes.resetAdmin)
  resetAdmin(@Caller() caller: CallerIdentity): Promise<RouteAnswer<typeof routes.resetAdmin>> {
    return this.#identity.adminAccount.resetAdmin(caller);
  }
}

function answerOf({ kind, name, tenantId, scope }: CallerIdentity, session?: GrantedSession): CallerAnswer {
  const of = session === undefined ? {} : { csrfToken: session.csrfToken, expiresAt: session.expiresAt };
  return { kind, name, tenant: tenantId, scope, ...of };
}

function isSecure({ protocol }: FastifyRequest): boolean {
  return protocol === 'https';
}
