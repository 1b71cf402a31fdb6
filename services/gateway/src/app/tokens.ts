import type { Scope } from '@fieldline/contracts';
import type { CallerIdentity } from '@fieldline/http';
import { NotFoundError, ulid, type Clock, type Random } from '@fieldline/platform';
import type { Token, TokenStore } from '../ports/token-store.js';
import type { AuditWriter } from './audit-writer.js';
import { digestOf, makeTokenSecret } from './secrets.js';
import type { VerifyToken } from './verify-token.js';

const DAY_MS = 86_400_000;

export interface TokenRequest {
  readonly name: string;
  readonly scope: Scope;
  /** null: it never ends. */
  readonly expiresInDays: number | null;
}

export interface TokensParts {
  readonly tokens: TokenStore;
  readonly verify: VerifyToken;
  readonly audit: AuditWriter;
  readonly clock: Clock;
  readonly random: Random;
}

/** Makes, lists and ends the API tokens of the caller's tenant. */
export class Tokens {
  readonly #parts: TokensParts;

  constructor(parts: TokensParts) {
    this.#parts = parts;
  }

  /** The secret is returned here and not kept. A token sees no more sites than who made it. */
  async create(caller: CallerIdentity, request: TokenRequest, address: string | null) {
    const { tokens, audit, clock, random } = this.#parts;
    const secret = makeTokenSecret(random);
    const createdAt = clock.now();
    const { name, scope, expiresInDays } = request;
    const token: Token = {
      ...{ tenantId: caller.tenantId, id: ulid(clock, random), digest: digestOf(secret), name, scope },
      ...{ sites: caller.sites, createdAt, createdBy: caller.id, lastUsedAt: null },
      expiresAt: expiresInDays === null ? null : createdAt + expiresInDays * DAY_MS,
    };
    await tokens.add(token, audit.entry(this.#facts(caller, 'token-created', { subject: token.id, address })));
    return { token, secret };
  }

  async list(caller: CallerIdentity, before: string | undefined, limit: number) {
    const page = await this.#parts.tokens.list(caller.tenantId, before, limit + 1);
    const items = page.slice(0, limit);
    const next = page.length > limit ? items.at(-1)?.id : undefined;
    return { items, next };
  }

  /** Ends it at once in this process, within seconds in others. Rejects with NotFoundError. */
  async revoke(caller: CallerIdentity, id: string, address: string | null): Promise<void> {
    const { tokens, verify, audit } = this.#parts;
    const entry = audit.entry(this.#facts(caller, 'token-revoked', { subject: id, address }));
    const digest = await tokens.revoke(caller.tenantId, id, entry);
    if (digest === undefined) throw new NotFoundError(`token: there is no token '${id}'`);
    verify.forget(digest);
  }

  #facts(
    { tenantId, kind, id, name }: CallerIdentity,
    action: 'token-created' | 'token-revoked',
    about: { readonly subject: string; readonly address: string | null },
  ) {
    return { tenantId, actor: { kind, id, name }, action, ...about };
  }
}
