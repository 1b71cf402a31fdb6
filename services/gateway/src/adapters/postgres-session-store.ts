import { lend, transact, type PoolSource } from '@fieldline/relational';
import type { AuditEntry } from '../ports/audit-log.js';
import type { OpenedSession, Session, SessionStore } from '../ports/session-store.js';
import { addAuditEntry } from './postgres-audit-log.js';

interface SessionRow {
  readonly tenant_id: string;
  readonly digest: Buffer;
  readonly user_id: string;
  readonly name: string;
  readonly scope: Session['scope'];
  readonly sites: readonly string[] | null;
  readonly created_at: Date;
  readonly last_seen_at: Date;
  readonly expires_at: Date;
}

/** The user's row is locked, so that a change of the password goes before, and is seen, or after, and ends the session. */
const OPEN = `with holder as (
    update identity.user_account set last_sign_in_at = $4
    where tenant_id = $1 and id = $3 and active and password_hash = $6 returning id
  )
  insert into identity.session (tenant_id, digest, user_id, created_at, last_seen_at, expires_at)
  select $1, $2, id, $4, $4, $5 from holder`;

const FIND = `select s.tenant_id, s.digest, s.user_id, u.name, u.scope, u.sites, s.created_at, s.last_seen_at, s.expires_at
  from identity.session s join identity.user_account u on u.tenant_id = s.tenant_id and u.id = s.user_id
  where s.digest = $1 and u.active`;

/** Sessions in schema `identity`. */
export class PostgresSessionStore implements SessionStore {
  readonly #pool: PoolSource;

  constructor(parts: { readonly pool: PoolSource }) {
    this.#pool = parts.pool;
  }

  open({ session, passwordHash, nameDigest }: OpenedSession, audit: AuditEntry): Promise<boolean> {
    const { tenantId, digest, userId, createdAt, expiresAt } = session;
    return transact(this.#pool, async (client) => {
      const values = [tenantId, bytes(digest), userId, new Date(createdAt), new Date(expiresAt), passwordHash];
      const { rowCount } = await client.query(OPEN, values);
      if (rowCount === 0) return false;
      await client.query('delete from identity.sign_in_try where tenant_id = $1 and name_digest = $2', [
        ...[tenantId, bytes(nameDigest)],
      ]);
      await addAuditEntry(client, audit);
      return true;
    });
  }

  find(digest: string): Promise<Session | undefined> {
    return lend(this.#pool, async (client) => {
      const { rows } = await client.query<SessionRow>(FIND, [bytes(digest)]);
      return rows[0] && toSession(rows[0]);
    });
  }

  touch(session: Pick<Session, 'tenantId' | 'digest' | 'lastSeenAt' | 'expiresAt'>): Promise<boolean> {
    const { tenantId, digest, lastSeenAt, expiresAt } = session;
    return lend(this.#pool, async (client) => {
      const { rowCount } = await client.query(
        'update identity.session set last_seen_at = $3, expires_at = $4 where tenant_id = $1 and digest = $2',
        [tenantId, bytes(digest), new Date(lastSeenAt), new Date(expiresAt)],
      );
      return rowCount === 1;
    });
  }

  end(tenantId: string, digest: string, audit: AuditEntry): Promise<void> {
    return transact(this.#pool, async (client) => {
      const remove = 'delete from identity.session where tenant_id = $1 and digest = $2';
      const { rowCount } = await client.query(remove, [tenantId, bytes(digest)]);
      if (rowCount === 1) await addAuditEntry(client, audit);
    });
  }

  removeBefore(expiredAt: number): Promise<number> {
    return lend(this.#pool, async (client) => {
      const remove = 'delete from identity.session where expires_at <= $1';
      return (await client.query(remove, [new Date(expiredAt)])).rowCount ?? 0;
    });
  }
}

function bytes(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}

function toSession(row: SessionRow): Session {
  const { name, scope, sites } = row;
  return {
    ...{ tenantId: row.tenant_id, digest: row.digest.toString('hex'), userId: row.user_id, name, scope, sites },
    createdAt: row.created_at.getTime(),
    lastSeenAt: row.last_seen_at.getTime(),
    expiresAt: row.expires_at.getTime(),
  };
}
