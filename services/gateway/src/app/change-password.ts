import type { CallerIdentity } from '@fieldline/http';
import { ForbiddenError, InvalidRequestError } from '@fieldline/platform';
import type { UserStore } from '../ports/user-store.js';
import type { AuditWriter } from './audit-writer.js';
import type { PasswordHasher } from './password-hasher.js';
import type { Sessions } from './sessions.js';

export interface PasswordChange {
  readonly caller: CallerIdentity;
  readonly current: string;
  readonly next: string;
  /** Digest of the session that goes on. */
  readonly keepSession: string | null;
  readonly address: string | null;
}

export interface ChangePasswordParts {
  readonly users: UserStore;
  readonly sessions: Sessions;
  readonly hasher: PasswordHasher;
  readonly audit: AuditWriter;
}

/** Changes the password of the caller, who has to know the current one; other sessions of the user end. */
export class ChangePassword {
  readonly #parts: ChangePasswordParts;

  constructor(parts: ChangePasswordParts) {
    this.#parts = parts;
  }

  /** Rejects with ForbiddenError for callers without a password, with InvalidRequestError where the current is wrong. */
  async change({ caller, current, next, keepSession, address }: PasswordChange): Promise<void> {
    const { users, sessions, hasher, audit } = this.#parts;
    const { tenantId, id: userId, name } = caller;
    const user = caller.kind === 'user' ? await users.byId(tenantId, userId) : undefined;
    if (user === undefined) throw new ForbiddenError('only a user who signed in has a password to change');
    if (!(await hasher.matches(current, user.passwordHash))) {
      const message = 'is not the current password';
      throw new InvalidRequestError(`body.current: ${message}`, { faults: [{ at: 'body.current', message }] });
    }
    const passwordHash = await hasher.hash(next);
    const actor = { kind: caller.kind, id: userId, name };
    const entry = audit.entry({ tenantId, actor, action: 'password-changed', subject: userId, address });
    await sessions.forget(await users.setPassword({ tenantId, userId, passwordHash, keepSession }, entry));
  }
}
