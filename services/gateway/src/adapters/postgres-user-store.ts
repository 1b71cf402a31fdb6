import { lend, type PoolClient, type PoolSource, transact } from '@fieldline/relational';
import { ConflictError } from '@fieldline/platform';
import type { AuditEntry } from '../ports/audit-log.js';
import type { NewPassword, User, UserStore } from '../ports/user-store.js';
import { addAuditEntry } from './postgres-audit-log.js';

interface UserRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly password_hash: string;
  readonly scope: User['scope'];
  readonly sites: readonly string[] | null;
  readonly active: boolean;
}

interface DigestRow {
  readonly digest: Buffer;
}

const COLUMNS = 'tenant_id, id, name, email, password_hash, scope, sites, active';
const INSERT = `insert into identity.user_account (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8)`;
const UNIQUE_VIOLATION = '23505';
/** First key of the advisory lock under which a tenant gets its first user; any number of this schema's own does. */
const FIRST_USER_LOCK = 0x6669_7273;

/** Users in schema `identity`. */
export class PostgresUserStore implements UserStore {
  readonly #pool: PoolSource;

  constructor(parts: { readonly pool: PoolSource }) {
    this.#pool = parts.pool;
  }

  byName(tenantId: string, name: string): Promise<User | undefined> {
    return this.#one('lower(name) = lower($2)', [tenantId, name]);
  }

  byId(tenantId: string, id: string): Promise<User | undefined> {
    return this.#one('id = $2', [tenantId, id]);
  }

  addFirst(user: User, audit: AuditEntry): Promise<boolean> {
    return transact(this.#pool, async (client) => {
      await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [FIRST_USER_LOCK, user.tenantId]);
      const { rowCount } = await client.query('select from identity.user_account where tenant_id = $1 limit 1', [
        user.tenantId,
      ]);
      if (rowCount !== 0) return false;
      await client.query(INSERT, valuesOf(user));
      await addAuditEntry(client, audit);
      return true;
    });
  }

  async add(user: User, audit: AuditEntry): Promise<void> {
    try {
      await transact(this.#pool, async (client) => {
        await client.query(INSERT, valuesOf(user));
        await addAuditEntry(client, audit);
      });
    } catch (cause) {
      if ((cause as { readonly code?: unknown }).code !== UNIQUE_VIOLATION) throw cause;
      throw new ConflictError(`name or e-mail address of user '${user.name}': another user has it; choose another`, {
        cause,
      });
    }
  }

  setPassword(change: NewPassword, audit: AuditEntry): Promise<readonly string[]> {
    const { tenantId, userId, passwordHash, keepSession } = change;
    return transact(this.#pool, async (client) => {
      await client.query('update identity.user_account set password_hash = $3 where tenant_id = $1 and id = $2', [
        ...[tenantId, userId, passwordHash],
      ]);
      const { rows } = await client.query<DigestRow>(
        `delete from identity.session where tenant_id = $1 and user_id = $2 and digest is distinct from $3
         returning digest`,
        [tenantId, userId, keepSession === null ? null : Buffer.from(keepSession, 'hex')],
      );
      await addAuditEntry(client, audit);
      return hexOf(rows);
    });
  }

  reset(user: User, audit: AuditEntry): Promise<readonly string[]> {
    return transact(this.#pool, async (client) => {
      await putUser(client, user);
      await client.query(
        `delete from identity.sign_in_try where tenant_id = $1 and name_digest = sha256(convert_to(lower($2), 'UTF8'))`,
        [user.tenantId, user.name],
      );
      const { rows } = await client.query<DigestRow>(
        'delete from identity.session where tenant_id = $1 returning digest',
        [user.tenantId],
      );
      await addAuditEntry(client, audit);
      return hexOf(rows);
    });
  }

  #one(where: string, values: readonly string[]): Promise<User | undefined> {
    return lend(this.#pool, async (client) => {
      const { rows } = await client.query<UserRow>(
        `select ${COLUMNS} from identity.user_account where tenant_id = $1 and ${where}`,
        [...values],
      );
      return rows[0] && toUser(rows[0]);
    });
  }
}

function putUser(client: PoolClient, user: User): Promise<unknown> {
  const put = `${INSERT} on conflict (tenant_id, lower(name)) do update
    set password_hash = excluded.password_hash, scope = excluded.scope, sites = excluded.sites, active = true`;
  return client.query(put, valuesOf(user));
}

function valuesOf(user: User): unknown[] {
  const { tenantId, id, name, email, passwordHash, scope, sites, active } = user;
  return [tenantId, id, name, email, passwordHash, scope, sites, active];
}

function toUser(row: UserRow): User {
  const { tenant_id: tenantId, password_hash: passwordHash, id, name, email, scope, sites, active } = row;
  return { tenantId, id, name, email, passwordHash, scope, sites, active };
}

function hexOf(rows: readonly DigestRow[]): readonly string[] {
  return rows.map(({ digest }) => digest.toString('hex'));
}
