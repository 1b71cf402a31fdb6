import { inTransaction, type PoolClient, type PoolSource, withClient } from '@fieldline/relational';
import { deviceEvent } from '../domain/registry-event.js';
import type { Location, LocationStore, LocationView } from '../ports/location-store.js';
import type { Page, PageRequest } from '../ports/page.js';
import type { ChangeStamps } from '../ports/registry-store.js';
import { NameTakenError } from '../ports/site-store.js';
import type { Viewer } from '../ports/viewer.js';
import { rowsOf, toPage } from './page-rows.js';
import { enqueueAll } from './registry-outbox.js';
import { DEVICE_COLUMNS, toDevice, type DeviceRow } from './registry-rows.js';

interface LocationRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly site_id: string;
  readonly name: string;
  readonly latitude_deg: number | null;
  readonly longitude_deg: number | null;
  readonly altitude_m: number | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

const VIEW = `select * from registry.location
  where tenant_id = $1 and ($2::text[] is null or site_id = any ($2::text[]))`;
const LIST = `${VIEW} and ($3::text is null or site_id = $3)
  and ($4::text is null or (name collate "C", id::text) > ($4 collate "C", $5))
  order by name collate "C", id limit $6`;
const INSERT = `insert into registry.location (tenant_id, id, site_id, name, latitude_deg, longitude_deg, altitude_m)
  values ($1, $2, $3, $4, $5, $6, $7)`;
const UPDATE = `update registry.location set name = $4, latitude_deg = $5, longitude_deg = $6, altitude_m = $7
  where tenant_id = $1 and id = $2 and site_id = $3
    and (name, latitude_deg, longitude_deg, altitude_m) is distinct from ($4, $5, $6, $7)`;
const LEAVE = `update registry.device set location_id = null where tenant_id = $1 and location_id = $2
  returning ${DEVICE_COLUMNS}`;

/** Locations in schema `registry`. */
export class PostgresLocationStore implements LocationStore {
  readonly #pool: PoolSource;

  constructor(parts: { readonly pool: PoolSource }) {
    this.#pool = parts.pool;
  }

  async list(
    { tenantId, sites }: Viewer,
    { site }: { readonly site?: string | undefined },
    page: PageRequest,
  ): Promise<Page<LocationView>> {
    const [afterName, afterId] = page.after ?? [];
    const values = [tenantId, sites, site ?? null, afterName ?? null, afterId ?? null, rowsOf(page)];
    const { rows } = await withClient(this.#pool(), (client) => client.query<LocationRow>(LIST, values));
    return toPage(rows, page, { item: toView, place: ({ name, id }) => [name, id] });
  }

  async location(viewer: Viewer, id: string): Promise<LocationView | undefined> {
    return withClient(this.#pool(), (client) => find(client, viewer, id));
  }

  async named({ tenantId, sites }: Viewer, siteId: string, name: string): Promise<LocationView | undefined> {
    const sql = `${VIEW} and site_id = $3 and name = $4`;
    const { rows } = await withClient(this.#pool(), (client) =>
      client.query<LocationRow>(sql, [tenantId, sites, siteId, name]),
    );
    return rows[0] && toView(rows[0]);
  }

  create(location: Location): Promise<void> {
    return this.#write(async (client) => void (await client.query(INSERT, valuesOf(location))));
  }

  change(viewer: Viewer, id: string, change: (current: LocationView) => Location): Promise<boolean> {
    return this.#write(async (client) => {
      const current = await find(client, viewer, id, 'for update');
      if (current === undefined) return false;
      await client.query(UPDATE, valuesOf(change(current)));
      return true;
    });
  }

  remove(viewer: Viewer, id: string, check: (current: LocationView) => void, stamps: ChangeStamps): Promise<boolean> {
    return this.#write(async (client) => {
      const current = await find(client, viewer, id, 'for update');
      if (current === undefined) return false;
      check(current);
      const key = [viewer.tenantId, id];
      const { rows } = await client.query<DeviceRow>(LEAVE, key);
      await client.query(
        'update registry.sensor set location_id = null where tenant_id = $1 and location_id = $2',
        key,
      );
      await client.query('delete from registry.location where tenant_id = $1 and id = $2', key);
      await enqueueAll(
        client,
        rows.map((row) => deviceEvent(toDevice(row), stamps.further())),
      );
      return true;
    });
  }

  async #write<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    try {
      return await inTransaction(this.#pool(), work);
    } catch (error) {
      if ((error as { readonly constraint?: unknown }).constraint !== 'location_name_unique') throw error;
      throw new NameTakenError('another location of the site has this name', { cause: error });
    }
  }
}

async function find(
  client: PoolClient,
  { tenantId, sites }: Viewer,
  id: string,
  lock = '',
): Promise<LocationView | undefined> {
  const { rows } = await client.query<LocationRow>(`${VIEW} and id = $3 ${lock}`, [tenantId, sites, id]);
  return rows[0] && toView(rows[0]);
}

function valuesOf(location: Location): (string | number | null)[] {
  const { tenantId, id, siteId, name, latitudeDeg, longitudeDeg, altitudeM } = location;
  return [tenantId, id, siteId, name, latitudeDeg, longitudeDeg, altitudeM];
}

function toView(row: LocationRow): LocationView {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    siteId: row.site_id,
    name: row.name,
    latitudeDeg: row.latitude_deg,
    longitudeDeg: row.longitude_deg,
    altitudeM: row.altitude_m,
    createdAt: row.created_at.getTime(),
    updatedAt: row.updated_at.getTime(),
  };
}
