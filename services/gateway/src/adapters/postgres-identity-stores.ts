import type { PoolSource } from '@fieldline/relational';
import type { IdentityStores } from '../app/identity.js';
import { PostgresAuditLog } from './postgres-audit-log.js';
import { PostgresIdempotencyStore } from './postgres-idempotency-store.js';
import { PostgresSessionStore } from './postgres-session-store.js';
import { PostgresSignInTries } from './postgres-sign-in-tries.js';
import { PostgresTokenStore } from './postgres-token-store.js';
import { PostgresUserStore } from './postgres-user-store.js';

/** All of schema `identity`. */
export function postgresIdentityStores(pool: PoolSource): IdentityStores {
  return {
    users: new PostgresUserStore({ pool }),
    sessions: new PostgresSessionStore({ pool }),
    tokens: new PostgresTokenStore({ pool }),
    tries: new PostgresSignInTries({ pool }),
    idempotency: new PostgresIdempotencyStore({ pool }),
    auditLog: new PostgresAuditLog({ pool }),
  };
}
