import type { Clock } from '@fieldline/platform';
import { SIGN_IN_LOCK } from '../domain/sign-in-lock.js';
import type { AuditLog } from '../ports/audit-log.js';
import type { IdempotencyStore } from '../ports/idempotency-store.js';
import type { SessionStore } from '../ports/session-store.js';
import type { SignInTries } from '../ports/sign-in-tries.js';
import { IDEMPOTENCY_KEPT_MS } from './idempotency.js';

/** The audit log is kept so long. */
export const AUDIT_KEPT_MS = 365 * 86_400_000;

export interface TidyIdentityParts {
  readonly sessions: SessionStore;
  readonly tries: SignInTries;
  readonly idempotency: IdempotencyStore;
  readonly auditLog: AuditLog;
  readonly clock: Clock;
}

/** Forgets what is over: sessions, tries to sign in, kept answers, old audit entries. To be called every hour or so. */
export class TidyIdentity {
  readonly #parts: TidyIdentityParts;

  constructor(parts: TidyIdentityParts) {
    this.#parts = parts;
  }

  async tidy(): Promise<void> {
    const { sessions, tries, idempotency, auditLog, clock } = this.#parts;
    const now = clock.now();
    await sessions.removeBefore(now);
    await tries.removeBefore(now - SIGN_IN_LOCK.windowMs - SIGN_IN_LOCK.lockMs);
    await idempotency.removeBefore(now - IDEMPOTENCY_KEPT_MS);
    await auditLog.removeBefore(now - AUDIT_KEPT_MS);
  }
}
