import type { Scope } from '@fieldline/contracts';
import type { AuditEntry } from './audit-log.js';

/** A session with what its user may do. Times are ms since 1970. */
export interface Session {
  readonly tenantId: string;
  /** SHA-256 of the cookie, hex. */
  readonly digest: string;
  readonly userId: string;
  readonly name: string;
  readonly scope: Scope;
  readonly sites: readonly string[] | null;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly expiresAt: number;
}

export interface OpenedSession {
  readonly session: Session;
  /** The hash against which the password was checked; another one means that it was changed meanwhile. */
  readonly passwordHash: string;
  /** SHA-256 of the name that was tried, hex; its failures are forgotten. */
  readonly nameDigest: string;
}

/** Sessions of all tenants. A change of identity is stored with its audit entry or not at all. */
export interface SessionStore {
  /** False where the user is gone or inactive, or has another password by now. */
  open(opened: OpenedSession, audit: AuditEntry): Promise<boolean>;
  /** Undefined where it ended or its user is not active. */
  find(digest: string): Promise<Session | undefined>;
  /** Moves its end on; false where it is gone. */
  touch(session: Pick<Session, 'tenantId' | 'digest' | 'lastSeenAt' | 'expiresAt'>): Promise<boolean>;
  end(tenantId: string, digest: string, audit: AuditEntry): Promise<void>;
  removeBefore(expiredAt: number): Promise<number>;
}

export const SESSION_STORE = Symbol('SessionStore');
