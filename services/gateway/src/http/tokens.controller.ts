import { routes, ULID_PATTERN, type RouteAnswer, type RouteInput } from '@fieldline/contracts';
import { Caller, Input, Route, type CallerIdentity } from '@fieldline/http';
import { InvalidRequestError } from '@fieldline/platform';
import { Controller, Inject, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { addressOf } from '../access/client-address.js';
import { IDENTITY, type Identity } from '../app/identity.js';
import type { Token } from '../ports/token-store.js';

/** API tokens of the caller's tenant. */
@Controller()
export class TokensController {
  readonly #identity: Identity;

  constructor(@Inject(IDENTITY) identity: Identity) {
    this.#identity = identity;
  }

  @Route(routes.listTokens)
  async list(
    @Input() { query }: RouteInput<typeof routes.listTokens>,
    @Caller() caller: CallerIdentity,
  ): Promise<RouteAnswer<typeof routes.listTokens>> {
    const { cursor, limit } = query;
    if (cursor !== undefined && !ULID_PATTERN.test(cursor)) throw notACursor();
    const { items, next } = await this.#identity.tokens.list(caller, cursor, limit);
    return { items: items.map(answerOf), ...(next === undefined ? {} : { next }) };
  }

  @Route(routes.createToken)
  async create(
    @Input() { body }: RouteInput<typeof routes.createToken>,
    @Caller() caller: CallerIdentity,
    @Req() request: FastifyRequest,
  ): Promise<RouteAnswer<typeof routes.createToken>> {
    const { token, secret } = await this.#identity.tokens.create(caller, body, addressOf(request));
    return { ...answerOf(token), token: secret };
  }

  @Route(routes.revokeToken)
  async revoke(
    @Input() { params }: RouteInput<typeof routes.revokeToken>,
    @Caller() caller: CallerIdentity,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.#identity.tokens.revoke(caller, params.token, addressOf(request));
  }
}

function answerOf({ id, name, scope, createdAt, expiresAt, lastUsedAt }: Token) {
  return { id, name, scope, createdAt, expiresAt, lastUsedAt };
}

function notACursor(): InvalidRequestError {
  const message = 'expected the `next` of the page before';
  return new InvalidRequestError(`query.cursor: ${message}`, { faults: [{ at: 'query.cursor', message }] });
}
