import type { SiteV1 } from '@fieldline/contracts';
import { inTransaction, type PoolClient, type PoolSource, withClient } from '@fieldline/relational';
import { siteEvent } from '../domain/registry-event.js';
import type { Page, PageRequest } from '../ports/page.js';
import type { Change, ChangeStamp, ChangeStamps } from '../ports/registry-store.js';
import { NameTakenError, type SiteFilter, type SiteStore, type SiteView } from '../ports/site-store.js';
import type { Viewer } from '../ports/viewer.js';
import { rowsOf, toPage } from './page-rows.js';
import { enqueue } from './registry-outbox.js';
import { toSite, type SiteRow } from './registry-rows.js';
import { removeSite } from './remove-site.js';

interface SiteViewRow extends SiteRow {
  readonly devices: number;
  readonly created_at: Date;
  readonly updated_at: Date;
}

const VIEW = `select site.*, (
    select count(*)::integer from registry.device where device.tenant_id = site.tenant_id and device.site_id = site.id
  ) as devices
  from registry.site where site.tenant_id = $1 and ($2::text[] is null or site.id = any ($2::text[]))`;
const LIST = `${VIEW} and ($3::text is null or site.name = $3)
  and ($4::text is null or (site.name collate "C", site.id::text) > ($4 collate "C", $5))
  order by site.name collate "C", site.id limit $6`;
const INSERT = `insert into registry.site (tenant_id, id, name, time_zone, currency, lifetime)
  values ($1, $2, $3, $4, $5, $6)`;
const UPDATE = `update registry.site set name = $3, time_zone = $4, currency = $5, lifetime = $6
  where tenant_id = $1 and id = $2`;

/** Sites in schema `registry`. */
export class PostgresSiteStore implements SiteStore {
  readonly #pool: PoolSource;

  constructor(parts: { readonly pool: PoolSource }) {
    this.#pool = parts.pool;
  }

  async list({ tenantId, sites }: Viewer, { name }: SiteFilter, page: PageRequest): Promise<Page<SiteView>> {
    const [afterName, afterId] = page.after ?? [];
    const values = [tenantId, sites, name ?? null, afterName ?? null, afterId ?? null, rowsOf(page)];
    const { rows } = await withClient(this.#pool(), (client) => client.query<SiteViewRow>(LIST, values));
    return toPage(rows, page, { item: toView, place: (site) => [site.name, site.id] });
  }

  async site(viewer: Viewer, id: string): Promise<SiteView | undefined> {
    return withClient(this.#pool(), (client) => find(client, viewer, id));
  }

  create(site: SiteV1, stamp: ChangeStamp): Promise<void> {
    return this.#write(async (client) => {
      await client.query(INSERT, valuesOf(site));
      await enqueue(client, siteEvent(site, stamp));
    });
  }

  change(
    viewer: Viewer,
    id: string,
    change: (current: SiteView) => SiteV1,
    stamp: ChangeStamp,
  ): Promise<Change<SiteV1> | undefined> {
    return this.#write(async (client) => {
      const current = await find(client, viewer, id, 'for update of site');
      if (current === undefined) return undefined;
      const wanted = valuesOf(change(current));
      if (wanted.every((value, at) => value === valuesOf(current)[at]))
        return { outcome: 'unchanged', entity: current };
      await client.query(UPDATE, wanted);
      const [, , name, timeZone, currency, lifetime] = wanted as [
        string,
        string,
        string,
        string,
        string,
        'history' | null,
      ];
      const entity = { id, tenantId: viewer.tenantId, name, timeZone, currency, lifetime };
      await enqueue(client, siteEvent(entity, stamp));
      return { outcome: 'updated', entity };
    });
  }

  remove(viewer: Viewer, id: string, check: (current: SiteView) => void, stamps: ChangeStamps): Promise<boolean> {
    return this.#write(async (client) => {
      const current = await find(client, viewer, id, 'for update of site');
      if (current === undefined) return false;
      check(current);
      await removeSite(client, current, stamps);
      return true;
    });
  }

  async #write<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    try {
      return await inTransaction(this.#pool(), work);
    } catch (error) {
      if ((error as { readonly constraint?: unknown }).constraint !== 'site_name_unique') throw error;
      throw new NameTakenError('another site of the tenant has this name', { cause: error });
    }
  }
}

async function find(
  client: PoolClient,
  { tenantId, sites }: Viewer,
  id: string,
  lock = '',
): Promise<SiteView | undefined> {
  const { rows } = await client.query<SiteViewRow>(`${VIEW} and site.id = $3 ${lock}`, [tenantId, sites, id]);
  return rows[0] && toView(rows[0]);
}

function valuesOf({ tenantId, id, name, timeZone, currency, lifetime }: SiteV1): (string | null)[] {
  return [tenantId, id, name, timeZone, currency, lifetime];
}

function toView(row: SiteViewRow): SiteView {
  const { devices, created_at: createdAt, updated_at: updatedAt } = row;
  return { ...toSite(row), devices, createdAt: createdAt.getTime(), updatedAt: updatedAt.getTime() };
}
