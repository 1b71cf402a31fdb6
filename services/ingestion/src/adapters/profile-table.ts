import type { ProfileV1 } from '@fieldline/contracts';
import type { PoolClient } from '@fieldline/relational';
import { profileEvent } from '../domain/registry-event.js';
import type { ChangeStamp } from '../ports/registry-store.js';
import { enqueue } from './registry-outbox.js';

export async function addProfile(
  client: PoolClient,
  profile: ProfileV1,
  stamp: ChangeStamp,
): Promise<'added' | 'known' | 'different'> {
  const { tenantId, id, version } = profile;
  const body = JSON.stringify(profile);
  const { rowCount } = await client.query(
    `insert into registry.profile (tenant_id, id, version, body) values ($1, $2, $3, $4)
     on conflict (tenant_id, id, version) do nothing`,
    [tenantId, id, version, body],
  );
  if (rowCount === 1) {
    await enqueue(client, profileEvent(profile, stamp));
    return 'added';
  }
  const { rows } = await client.query<{ same: boolean }>(
    'select body = $4::jsonb as same from registry.profile where tenant_id = $1 and id = $2 and version = $3',
    [tenantId, id, version, body],
  );
  return rows[0]?.same === true ? 'known' : 'different';
}

/** Of this version, or the newest. */
export async function findProfile(
  client: PoolClient,
  tenantId: string,
  id: string,
  version?: number,
): Promise<ProfileV1 | undefined> {
  const { rows } = await client.query<{ body: ProfileV1 }>(
    `select body from registry.profile where tenant_id = $1 and id = $2 and version = coalesce($3, version)
     order by version desc limit 1`,
    [tenantId, id, version ?? null],
  );
  return rows[0]?.body;
}
