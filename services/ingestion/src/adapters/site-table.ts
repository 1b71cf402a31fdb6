import type { SiteV1 } from '@fieldline/contracts';
import type { PoolClient } from '@fieldline/relational';
import { siteEvent } from '../domain/registry-event.js';
import type { Change, ChangeStamp } from '../ports/registry-store.js';
import { enqueue } from './registry-outbox.js';
import { toSite, type SiteRow } from './registry-rows.js';

const COLUMNS = 'tenant_id, id, name, time_zone, currency, lifetime';

/** No row comes back where nothing would change. */
const PUT = `insert into registry.site as site (${COLUMNS}) values ($1, $2, $3, $4, $5, $6)
  on conflict (tenant_id, name) do update
    set time_zone = excluded.time_zone, currency = excluded.currency, lifetime = excluded.lifetime
    where (site.time_zone, site.currency, site.lifetime)
      is distinct from (excluded.time_zone, excluded.currency, excluded.lifetime)
  returning ${COLUMNS}`;
const SELECT = `select ${COLUMNS} from registry.site where tenant_id = $1 and name = $2`;

/** Creates or changes the site of a tenant and name, in the caller's transaction. */
export async function putSite(client: PoolClient, site: SiteV1, stamp: ChangeStamp): Promise<Change<SiteV1>> {
  const { tenantId, id, name, timeZone, currency, lifetime } = site;
  const { rows } = await client.query<SiteRow>(PUT, [tenantId, id, name, timeZone, currency, lifetime]);
  if (rows[0] === undefined)
    return { outcome: 'unchanged', entity: (await findSite(client, tenantId, name)) as SiteV1 };
  const entity = toSite(rows[0]);
  await enqueue(client, siteEvent(entity, stamp));
  return { outcome: entity.id === id ? 'created' : 'updated', entity };
}

export async function findSite(client: PoolClient, tenantId: string, name: string): Promise<SiteV1 | undefined> {
  const { rows } = await client.query<SiteRow>(SELECT, [tenantId, name]);
  return rows[0] && toSite(rows[0]);
}
