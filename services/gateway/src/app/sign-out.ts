import type { AuditWriter } from './audit-writer.js';
import type { Sessions } from './sessions.js';

/** Ends a session; without effect where it ended before. */
export class SignOut {
  readonly #sessions: Sessions;
  readonly #audit: AuditWriter;

  constructor(parts: { readonly sessions: Sessions; readonly audit: AuditWriter }) {
    this.#sessions = parts.sessions;
    this.#audit = parts.audit;
  }

  async signOut(digest: string, address: string | null): Promise<void> {
    const session = await this.#sessions.find(digest);
    if (session === undefined) return;
    const { tenantId, userId, name } = session;
    const actor = { kind: 'user', id: userId, name } as const;
    const entry = this.#audit.entry({ tenantId, actor, action: 'sign-out', subject: userId, address });
    await this.#sessions.end(session, entry);
  }
}
