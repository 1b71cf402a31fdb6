import { inTransaction, type PoolSource, withClient } from '@fieldline/relational';
import { credentialEvent } from '../domain/registry-event.js';
import type { CredentialStore, EnrolmentKeyView, KeyFilter, SecretView } from '../ports/credential-store.js';
import type { Page, PageRequest } from '../ports/page.js';
import type { ChangeStamps } from '../ports/registry-store.js';
import type { Viewer } from '../ports/viewer.js';
import { rowsOf, toPage } from './page-rows.js';
import { enqueueAll } from './registry-outbox.js';
import { toCredential, type CredentialRow } from './registry-rows.js';

interface ListedRow extends CredentialRow {
  readonly created_at: Date;
}

interface KeyRow extends ListedRow {
  readonly profile_id: string;
  readonly profile_version: number;
  readonly registered: number;
}

const SECRETS = `select * from registry.credential where tenant_id = $1 and device_id = $2
  and ($3::text is null or id < $3) order by id desc limit $4`;
const KEYS = `select credential.*, (
    select count(*)::integer from registry.device
    where device.tenant_id = credential.tenant_id and device.enrolled_by = credential.id
  ) as registered
  from registry.credential where tenant_id = $1 and kind = 'enrolment'
    and ($2::text[] is null or site_id = any ($2::text[]))`;
const LIST = `${KEYS} and ($3::text is null or site_id = $3) and ($4::text is null or profile_id = $4)
  and ($5::text is null or id < $5) order by id desc limit $6`;
const REVOKE = `update registry.credential set revoked = true
  where tenant_id = $1 and device_id = $2 and id <> $3 and not revoked returning *`;

/** Credentials in schema `registry`, without what they open. */
export class PostgresCredentialStore implements CredentialStore {
  readonly #pool: PoolSource;

  constructor(parts: { readonly pool: PoolSource }) {
    this.#pool = parts.pool;
  }

  async secrets(tenantId: string, deviceId: string, page: PageRequest): Promise<Page<SecretView>> {
    const rows = await this.#rows<ListedRow>(SECRETS, [tenantId, deviceId, page.after?.[0] ?? null, rowsOf(page)]);
    return toPage(rows, page, { item: toSecret, place: ({ id }) => [id] });
  }

  async enrolmentKeys(
    { tenantId, sites }: Viewer,
    { site, profile }: KeyFilter,
    page: PageRequest,
  ): Promise<Page<EnrolmentKeyView>> {
    const values = [tenantId, sites, site ?? null, profile ?? null, page.after?.[0] ?? null, rowsOf(page)];
    return toPage(await this.#rows<KeyRow>(LIST, values), page, { item: toKey, place: ({ id }) => [id] });
  }

  async enrolmentKey({ tenantId, sites }: Viewer, id: string): Promise<EnrolmentKeyView | undefined> {
    const [row] = await this.#rows<KeyRow>(`${KEYS} and id = $3`, [tenantId, sites, id]);
    return row && toKey(row);
  }

  async siteOf(tenantId: string, id: string): Promise<string | undefined> {
    const sql = `select coalesce(device.site_id, credential.site_id) as site from registry.credential
      left join registry.device on device.tenant_id = credential.tenant_id and device.id = credential.device_id
      where credential.tenant_id = $1 and credential.id = $2`;
    return (await this.#rows<{ readonly site: string }>(sql, [tenantId, id]))[0]?.site;
  }

  revokeOthers(tenantId: string, deviceId: string, kept: string, stamps: ChangeStamps): Promise<number> {
    return inTransaction(this.#pool(), async (client) => {
      const { rows } = await client.query<CredentialRow>(REVOKE, [tenantId, deviceId, kept]);
      // the last one carries the stamp that is waited for
      const stampOf = (at: number) => (at === rows.length - 1 ? stamps : stamps.further());
      await enqueueAll(
        client,
        rows.map((row, at) => credentialEvent(toCredential(row), stampOf(at))),
      );
      return rows.length;
    });
  }

  async #rows<R>(sql: string, values: unknown[]): Promise<R[]> {
    return withClient(this.#pool(), async (client) => (await client.query(sql, values)).rows as R[]);
  }
}

function toSecret(row: ListedRow): SecretView {
  const { id, expiresAt, revoked } = toCredential(row);
  return { id, createdAt: row.created_at.getTime(), expiresAt, revoked };
}

function toKey(row: KeyRow): EnrolmentKeyView {
  return {
    id: row.id,
    siteId: row.site_id,
    profile: { id: row.profile_id, version: row.profile_version },
    registered: row.registered,
    createdAt: row.created_at.getTime(),
    revoked: row.revoked,
  };
}
