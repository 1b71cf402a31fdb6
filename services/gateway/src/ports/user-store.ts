import type { Scope } from '@fieldline/contracts';
import type { AuditEntry } from './audit-log.js';

export interface User {
  readonly tenantId: string;
  readonly id: string;
  /** 2 to 50 characters, without '@'; unique in its tenant whatever the case. */
  readonly name: string;
  /** Lower case, unique in its tenant. */
  readonly email: string | null;
  readonly passwordHash: string;
  readonly scope: Scope;
  /** ULIDs; null: all of the tenant. */
  readonly sites: readonly string[] | null;
  readonly active: boolean;
}

export interface NewPassword {
  readonly tenantId: string;
  readonly userId: string;
  readonly passwordHash: string;
  /** Digest of the session that goes on; all others of the user end. */
  readonly keepSession: string | null;
}

/** Users of all tenants. Each change is stored with its audit entry or not at all. */
export interface UserStore {
  byName(tenantId: string, name: string): Promise<User | undefined>;
  byId(tenantId: string, id: string): Promise<User | undefined>;
  /** Adds the first user of a tenant; false where it has one already. */
  addFirst(user: User, audit: AuditEntry): Promise<boolean>;
  /** Rejects with ConflictError where the name or e-mail address is taken. */
  add(user: User, audit: AuditEntry): Promise<void>;
  /** Returns the digests of the sessions it ended. */
  setPassword(change: NewPassword, audit: AuditEntry): Promise<readonly string[]>;
  /**
   * Gives the user of that name the password and scope of `user`, active and not locked, adding it where it is missing;
   * ends every session of the tenant and returns their digests.
   */
  reset(user: User, audit: AuditEntry): Promise<readonly string[]>;
}

export const USER_STORE = Symbol('UserStore');
