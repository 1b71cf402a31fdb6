import type { CallerIdentity } from '@fieldline/http';
import { isRetriable, type Clock, type Logger } from '@fieldline/platform';
import type { Token, TokenStore } from '../ports/token-store.js';
import { digestOf, isTokenSecret } from './secrets.js';

/** A token that another process revoked is believed so long. */
const BELIEVED_MS = 10_000;
const MOST_REMEMBERED = 10_000;
const MINUTE_MS = 60_000;

interface Remembered {
  /** Undefined: there is no such token. */
  readonly token: Token | undefined;
  readonly until: number;
}

/** Whose token it is. Answers are remembered for seconds, those about tokens that do not exist too. */
export class VerifyToken {
  readonly #tokens: TokenStore;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #remembered = new Map<string, Remembered>();
  /** Counts what was forgotten, so that an answer that was under way then is not remembered. */
  #forgotten = 0;

  constructor(parts: { readonly tokens: TokenStore; readonly clock: Clock; readonly logger: Logger }) {
    this.#tokens = parts.tokens;
    this.#clock = parts.clock;
    this.#logger = parts.logger;
  }

  /** Undefined for a forged, expired or revoked one. Rejects with RetriableError where it cannot be known. */
  async verify(secret: string): Promise<CallerIdentity | undefined> {
    if (!isTokenSecret(secret)) return undefined;
    const digest = digestOf(secret);
    const token = this.#recall(digest) ?? (await this.#look(digest));
    if (token.token === undefined) return undefined;
    const { tenantId, id, name, scope, sites, expiresAt } = token.token;
    if (expiresAt !== null && expiresAt <= this.#clock.now()) return undefined;
    return { kind: 'token', id, name, tenantId, scope, sites };
  }

  /** From now on the store is asked again. */
  forget(digest: string): void {
    this.#forgotten++;
    this.#remembered.delete(digest);
  }

  #recall(digest: string): Remembered | undefined {
    const remembered = this.#remembered.get(digest);
    return remembered !== undefined && remembered.until > this.#clock.monotonic() ? remembered : undefined;
  }

  async #look(digest: string): Promise<Remembered> {
    const before = this.#forgotten;
    const until = this.#clock.monotonic() + BELIEVED_MS;
    const token = await this.#tokens.find(digest);
    const found = { token, until };
    if (this.#forgotten === before) this.#remember(digest, found);
    if (token !== undefined) await this.#used(token);
    return found;
  }

  #remember(digest: string, found: Remembered): void {
    this.#remembered.delete(digest);
    this.#remembered.set(digest, found);
    if (this.#remembered.size <= MOST_REMEMBERED) return;
    const [oldest] = this.#remembered.keys();
    if (oldest !== undefined) this.#remembered.delete(oldest);
  }

  async #used({ tenantId, id, lastUsedAt, expiresAt }: Token): Promise<void> {
    const now = this.#clock.now();
    const minute = now - (now % MINUTE_MS);
    if ((lastUsedAt !== null && lastUsedAt >= minute) || (expiresAt !== null && expiresAt <= now)) return;
    await this.#tokens.used(tenantId, id, minute).catch((error: unknown) => {
      if (!isRetriable(error)) throw error;
      this.#logger.debug({ tokenId: id }, 'the use of a token was not written down: the store is away');
    });
  }
}
