import type { ProfileV1 } from '@fieldline/contracts';
import { inTransaction, type PoolClient, type PoolSource, withClient } from '@fieldline/relational';
import { deviceEvent } from '../domain/registry-event.js';
import type { Page, PageRequest } from '../ports/page.js';
import type { AddedVersion, ProfileStore, ProfileView } from '../ports/profile-store.js';
import type { ChangeStamps } from '../ports/registry-store.js';
import type { Viewer } from '../ports/viewer.js';
import { rowsOf, toPage } from './page-rows.js';
import { addProfile } from './profile-table.js';
import { enqueueAll } from './registry-outbox.js';
import { DEVICE_COLUMNS, toDevice, type DeviceRow } from './registry-rows.js';

interface ProfileRow {
  readonly body: ProfileV1;
  readonly created_at: Date;
  readonly devices: number;
}

const VIEW = `select profile.body, profile.created_at, (
    select count(*)::integer from registry.device where device.tenant_id = profile.tenant_id
      and device.profile_id = profile.id and device.profile_version = profile.version
      and ($2::text[] is null or device.site_id = any ($2::text[]))
  ) as devices
  from registry.profile where profile.tenant_id = $1`;
const NEWEST = `${VIEW} and ($3::text is null or profile.id::text collate "C" > $3 collate "C")
  and not exists (select from registry.profile newer
    where newer.tenant_id = profile.tenant_id and newer.id = profile.id and newer.version > profile.version)
  order by profile.id::text collate "C" limit $4`;
const VERSIONS = `${VIEW} and profile.id = $3 and ($4::integer is null or profile.version < $4)
  order by profile.version desc limit $5`;
const LOCK = `select pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0))`;
const LAST = 'select coalesce(max(version), 0) as last from registry.profile where tenant_id = $1 and id = $2';
const MOVE = `update registry.device set profile_version = $3 where tenant_id = $1 and profile_id = $2
  and profile_version = $4 and ($5::text[] is null or site_id = any ($5::text[])) returning ${DEVICE_COLUMNS}`;

/** Profiles in schema `registry`. */
export class PostgresProfileStore implements ProfileStore {
  readonly #pool: PoolSource;

  constructor(parts: { readonly pool: PoolSource }) {
    this.#pool = parts.pool;
  }

  async newest({ tenantId, sites }: Viewer, page: PageRequest): Promise<Page<ProfileView>> {
    const rows = await this.#rows(NEWEST, [tenantId, sites, page.after?.[0] ?? null, rowsOf(page)]);
    return toPage(rows, page, { item: toView, place: ({ id }) => [id] });
  }

  async versions({ tenantId, sites }: Viewer, id: string, page: PageRequest): Promise<Page<ProfileView>> {
    const rows = await this.#rows(VERSIONS, [tenantId, sites, id, page.after?.[0] ?? null, rowsOf(page)]);
    return toPage(rows, page, { item: toView, place: ({ version }) => [version] });
  }

  async version({ tenantId, sites }: Viewer, id: string, version: number): Promise<ProfileView | undefined> {
    const rows = await this.#rows(`${VIEW} and profile.id = $3 and profile.version = $4`, [
      tenantId,
      sites,
      id,
      version,
    ]);
    return rows[0] && toView(rows[0]);
  }

  add(
    { tenantId, sites }: Viewer,
    profile: Omit<ProfileV1, 'version' | 'tenantId'>,
    moveDevices: boolean,
    stamps: ChangeStamps,
  ): Promise<AddedVersion> {
    return inTransaction(this.#pool(), async (client) => {
      await client.query(LOCK, [tenantId, profile.id]);
      const { rows } = await client.query<{ readonly last: number }>(LAST, [tenantId, profile.id]);
      const last = rows[0]?.last ?? 0;
      const version = last + 1;
      const { id, name, lifetime, metrics } = profile;
      await addProfile(client, { id, version, tenantId, name, lifetime, metrics }, stamps);
      const moved = moveDevices ? await move(client, [tenantId, id, version, last, sites], stamps) : 0;
      return { version, moved };
    });
  }

  async #rows(sql: string, values: unknown[]): Promise<readonly ProfileRow[]> {
    return (await withClient(this.#pool(), (client) => client.query<ProfileRow>(sql, values))).rows;
  }
}

async function move(client: PoolClient, values: unknown[], stamps: ChangeStamps): Promise<number> {
  const { rows } = await client.query<DeviceRow>(MOVE, values);
  await enqueueAll(
    client,
    rows.map((row) => deviceEvent(toDevice(row), stamps.further())),
  );
  return rows.length;
}

function toView({ body, devices, created_at: createdAt }: ProfileRow): ProfileView {
  return { ...body, devices, createdAt: createdAt.getTime() };
}
