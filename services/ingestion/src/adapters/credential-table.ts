import { credentialV1, type CredentialV1 } from '@fieldline/contracts';
import type { PoolClient } from '@fieldline/relational';
import { credentialEvent, removed } from '../domain/registry-event.js';
import type { Change, ChangeStamp } from '../ports/registry-store.js';
import { enqueue } from './registry-outbox.js';
import { toCredential, type CredentialRow } from './registry-rows.js';

const COLUMNS = 'tenant_id, id, site_id, kind, device_id, profile_id, profile_version, digest, expires_at, revoked';

export async function addCredential(client: PoolClient, credential: CredentialV1, stamp: ChangeStamp): Promise<void> {
  const { tenantId, id, siteId, kind, deviceId, profile, digest, expiresAt, revoked } = credential;
  await client.query(`insert into registry.credential (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, [
    ...[tenantId, id, siteId, kind, deviceId, profile?.id ?? null, profile?.version ?? null, digest],
    ...[expiresAt === null ? null : new Date(expiresAt), revoked],
  ]);
  await enqueue(client, credentialEvent(credential, stamp));
  if (deviceId !== null && expiresAt !== null) await removeExpired(client, credential, stamp);
}

/** Secrets that one new secret takes away at most. */
const REMOVED_AT_ONCE = 100;

async function removeExpired(
  client: PoolClient,
  { tenantId, id: added, deviceId }: CredentialV1,
  { occurredAt }: ChangeStamp,
): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `delete from registry.credential where tenant_id = $1 and id = any (array(
       select id from registry.credential
       where tenant_id = $1 and device_id = $2 and id <> $3 and expires_at <= $4 order by expires_at limit $5
     )) returning id`,
    [tenantId, deviceId, added, new Date(occurredAt), REMOVED_AT_ONCE],
  );
  for (const { id } of rows) await enqueue(client, removed(credentialV1, { tenantId, id }));
}

export async function revokeCredential(
  client: PoolClient,
  tenantId: string,
  id: string,
  stamp: ChangeStamp,
): Promise<Change<CredentialV1> | undefined> {
  const { rows } = await client.query<CredentialRow>(
    `select ${COLUMNS} from registry.credential where tenant_id = $1 and id = $2 for update`,
    [tenantId, id],
  );
  if (rows[0] === undefined) return undefined;
  const before = toCredential(rows[0]);
  if (before.revoked) return { outcome: 'unchanged', entity: before };
  await client.query('update registry.credential set revoked = true where tenant_id = $1 and id = $2', [tenantId, id]);
  const entity = { ...before, revoked: true };
  await enqueue(client, credentialEvent(entity, stamp));
  return { outcome: 'updated', entity };
}

export async function listCredentials(
  client: PoolClient,
  tenantId: string,
  ownerId: string,
): Promise<readonly CredentialV1[]> {
  const { rows } = await client.query<CredentialRow>(
    `select ${COLUMNS} from registry.credential
     where tenant_id = $1 and (device_id = $2 or kind = 'enrolment' and site_id = $2) order by id`,
    [tenantId, ownerId],
  );
  return rows.map(toCredential);
}
