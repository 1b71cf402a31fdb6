import type { Scope } from '@fieldline/contracts';
import type { AuditEntry } from './audit-log.js';

/** An API token without its secret. Times are ms since 1970. */
export interface Token {
  readonly tenantId: string;
  readonly id: string;
  /** SHA-256 of the secret, hex. */
  readonly digest: string;
  readonly name: string;
  readonly scope: Scope;
  /** ULIDs; null: all of the tenant. */
  readonly sites: readonly string[] | null;
  readonly createdAt: number;
  /** ULID of who made it, or the tenant's name for the owner. */
  readonly createdBy: string;
  readonly expiresAt: number | null;
  /** To the minute. */
  readonly lastUsedAt: number | null;
}

/** Tokens of all tenants that are not revoked. Each change is stored with its audit entry or not at all. */
export interface TokenStore {
  add(token: Token, audit: AuditEntry): Promise<void>;
  /** The newest first, those before the id `before`. */
  list(tenantId: string, before: string | undefined, limit: number): Promise<readonly Token[]>;
  find(digest: string): Promise<Token | undefined>;
  /** Ends it for good and returns its digest; undefined where the tenant has no such token. */
  revoke(tenantId: string, id: string, audit: AuditEntry): Promise<string | undefined>;
  /** `at` is a whole minute; an earlier one than is kept changes nothing. */
  used(tenantId: string, id: string, at: number): Promise<void>;
}

export const TOKEN_STORE = Symbol('TokenStore');
