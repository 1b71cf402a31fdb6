import type { HotStore } from '@fieldline/hot';
import { isRetriable, type Clock } from '@fieldline/platform';
import { SESSION_TOUCH_MS, sessionEnd } from '../domain/session-end.js';
import type { AuditEntry } from '../ports/audit-log.js';
import type { Session, SessionStore } from '../ports/session-store.js';

/** B8. So long requests with a session go on while PostgreSQL is away. */
const CACHED_MS = 3_600_000;

/** Finds sessions by their cookie's digest: from the hot store, and only where it has none from the kept ones. */
export class Sessions {
  readonly #store: SessionStore;
  readonly #hot: HotStore;
  readonly #clock: Clock;

  constructor(parts: { readonly sessions: SessionStore; readonly hot: HotStore; readonly clock: Clock }) {
    this.#store = parts.sessions;
    this.#hot = parts.hot;
    this.#clock = parts.clock;
  }

  /** Undefined where it ended. Being asked for counts as use. Rejects with RetriableError where it cannot be known. */
  async find(digest: string): Promise<Session | undefined> {
    const cached = await this.#cached(digest);
    const session = cached ?? (await this.#store.find(digest));
    const now = this.#clock.now();
    if (session === undefined || session.expiresAt <= now) return undefined;
    if (now - session.lastSeenAt >= SESSION_TOUCH_MS) return this.#touch(session, now);
    return cached === undefined ? this.#keep(session) : session;
  }

  /** Ends it in the store first, so that what is read meanwhile does not bring it back. */
  async end(session: Pick<Session, 'tenantId' | 'digest'>, audit: AuditEntry): Promise<void> {
    await this.#store.end(session.tenantId, session.digest, audit);
    await this.forget([session.digest]);
  }

  /** For sessions that were ended in the store. */
  async forget(digests: readonly string[]): Promise<void> {
    await Promise.all(digests.map((digest) => this.#hot.delete(keyOf(digest))));
  }

  async #touch(session: Session, now: number): Promise<Session | undefined> {
    const touched = { ...session, lastSeenAt: now, expiresAt: sessionEnd(session.createdAt, now) };
    try {
      if (!(await this.#store.touch(touched))) {
        await this.forget([session.digest]);
        return undefined;
      }
    } catch (error) {
      if (!isRetriable(error)) throw error;
      return session;
    }
    return this.#keep(touched);
  }

  /** Looks again after it was cached: who ended it in between has deleted from the cache before it was put there. */
  async #keep(session: Session): Promise<Session | undefined> {
    try {
      await this.#hot.set(keyOf(session.digest), JSON.stringify(session), CACHED_MS);
    } catch (error) {
      if (isRetriable(error)) return session;
      throw error;
    }
    const still = await this.#store.find(session.digest).catch((error: unknown) => {
      if (isRetriable(error)) return session;
      throw error;
    });
    if (still === undefined) await this.forget([session.digest]);
    return still;
  }

  async #cached(digest: string): Promise<Session | undefined> {
    const text = await this.#hot.get(keyOf(digest)).catch((error: unknown) => {
      if (isRetriable(error)) return undefined;
      throw error;
    });
    return text === undefined ? undefined : (JSON.parse(text) as Session);
  }
}

function keyOf(digest: string): string {
  return `session:${digest}`;
}
