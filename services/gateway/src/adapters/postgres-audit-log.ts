import { lend, type PoolClient, type PoolSource } from '@fieldline/relational';
import type { AuditEntry, AuditLog } from '../ports/audit-log.js';

const INSERT = `insert into identity.audit_entry
  (tenant_id, id, at, actor_kind, actor_id, actor_name, action, subject, address)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

/** Writes an entry in the caller's transaction. */
export async function addAuditEntry(client: PoolClient, entry: AuditEntry): Promise<void> {
  const { tenantId, id, at, actor, action, subject, address } = entry;
  await client.query(INSERT, [
    ...[tenantId, id, new Date(at), actor.kind, actor.id, actor.name],
    ...[action, subject, address],
  ]);
}

/** The audit log in schema `identity`. */
export class PostgresAuditLog implements AuditLog {
  readonly #pool: PoolSource;

  constructor(parts: { readonly pool: PoolSource }) {
    this.#pool = parts.pool;
  }

  add(entry: AuditEntry): Promise<void> {
    return lend(this.#pool, (client) => addAuditEntry(client, entry));
  }

  async removeBefore(at: number): Promise<number> {
    return lend(this.#pool, async (client) => {
      const { rowCount } = await client.query('delete from identity.audit_entry where at < $1', [new Date(at)]);
      return rowCount ?? 0;
    });
  }
}
