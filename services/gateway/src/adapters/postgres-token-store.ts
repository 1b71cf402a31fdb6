import { lend, transact, type PoolSource } from '@fieldline/relational';
import type { AuditEntry } from '../ports/audit-log.js';
import type { Token, TokenStore } from '../ports/token-store.js';
import { addAuditEntry } from './postgres-audit-log.js';

interface TokenRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly digest: Buffer;
  readonly name: string;
  readonly scope: Token['scope'];
  readonly sites: readonly string[] | null;
  readonly created_at: Date;
  readonly created_by: string;
  readonly expires_at: Date | null;
  readonly last_used_at: Date | null;
}

const COLUMNS = 'tenant_id, id, digest, name, scope, sites, created_at, created_by, expires_at, last_used_at';
const SELECT = `select ${COLUMNS} from identity.token where revoked_at is null`;
const INSERT = `insert into identity.token (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

/** Tokens in schema `identity`. */
export class PostgresTokenStore implements TokenStore {
  readonly #pool: PoolSource;

  constructor(parts: { readonly pool: PoolSource }) {
    this.#pool = parts.pool;
  }

  add(token: Token, audit: AuditEntry): Promise<void> {
    const { tenantId, id, digest, name, scope, sites, createdAt, createdBy, expiresAt, lastUsedAt } = token;
    return transact(this.#pool, async (client) => {
      await client.query(INSERT, [
        ...[tenantId, id, Buffer.from(digest, 'hex'), name, scope, sites, new Date(createdAt), createdBy],
        ...[dateOf(expiresAt), dateOf(lastUsedAt)],
      ]);
      await addAuditEntry(client, audit);
    });
  }

  list(tenantId: string, before: string | undefined, limit: number): Promise<readonly Token[]> {
    const page = `${SELECT} and tenant_id = $1 and ($2::text is null or id < $2) order by id desc limit $3`;
    return this.#tokens(page, [tenantId, before ?? null, limit]);
  }

  async find(digest: string): Promise<Token | undefined> {
    const [token] = await this.#tokens(`${SELECT} and digest = $1`, [Buffer.from(digest, 'hex')]);
    return token;
  }

  revoke(tenantId: string, id: string, audit: AuditEntry): Promise<string | undefined> {
    return transact(this.#pool, async (client) => {
      const { rows } = await client.query<Pick<TokenRow, 'digest'>>(
        `update identity.token set revoked_at = $3
         where tenant_id = $1 and id = $2 and revoked_at is null returning digest`,
        [tenantId, id, new Date(audit.at)],
      );
      if (rows[0] !== undefined) await addAuditEntry(client, audit);
      return rows[0]?.digest.toString('hex');
    });
  }

  async used(tenantId: string, id: string, at: number): Promise<void> {
    const update = `update identity.token set last_used_at = $3
      where tenant_id = $1 and id = $2 and (last_used_at is null or last_used_at < $3)`;
    await lend(this.#pool, (client) => client.query(update, [tenantId, id, new Date(at)]));
  }

  #tokens(select: string, values: readonly unknown[]): Promise<readonly Token[]> {
    return lend(this.#pool, async (client) => {
      return (await client.query<TokenRow>(select, [...values])).rows.map(toToken);
    });
  }
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}

function toToken(row: TokenRow): Token {
  const { id, name, scope, sites } = row;
  return {
    ...{ tenantId: row.tenant_id, id, digest: row.digest.toString('hex'), name, scope, sites },
    createdAt: row.created_at.getTime(),
    createdBy: row.created_by,
    expiresAt: row.expires_at?.getTime() ?? null,
    lastUsedAt: row.last_used_at?.getTime() ?? null,
  };
}
