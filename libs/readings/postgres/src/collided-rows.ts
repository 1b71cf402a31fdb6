import type { LifetimeClass } from '@fieldline/contracts';
import type { MetricValues, ReadingToStore, StoredReading, WriteOutcome } from '@fieldline/readings';
import type { PoolClient } from '@fieldline/relational';
import { ulidAsUuid } from './ulid-bytes.js';

/** Names one row. */
export interface RowKey {
  readonly tenantId: string;
  readonly deviceId: string;
  readonly measuredAt: number;
  readonly lifetime: LifetimeClass;
}

export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

export type RowsByKey = Map<string, StoredReading>;

export function keyText({ deviceId, measuredAt, lifetime }: Omit<RowKey, 'tenantId'>): string {
  return `${deviceId} ${measuredAt} ${lifetime}`;
}

type HistoryJson = readonly (readonly [identity: string, position: number, outcome: WriteOutcome])[];

interface CollidedRow {
  readonly device: string;
  readonly at: string;
  readonly lifetime: LifetimeClass;
  readonly received: string;
  readonly position: string;
  readonly identity: string;
  readonly quality: string;
  readonly values: MetricValues;
  readonly history: HistoryJson | null;
}

/** Not even what the planner takes for an empty table is read through. */
const BY_INDEX_ONLY = 'set local enable_seqscan = off';

/**
 * Each staged reading looks up its own row, in the one partition of its time. A plain join would leave it to the planner
 * which side begins; without statistics it takes the table, and holds every row of a month against every staged one.
 */
const COLLIDED = `
select r.device_id as device, round(date_part('epoch', r.measured_at) * 1000)::bigint as at, r.lifetime,
       round(date_part('epoch', r.received_at) * 1000)::bigint as received,
       r.position, r.identity, r.quality, r."values", r.history
from pg_temp.reading_staging s
cross join lateral (
  select * from readings.reading o
  where o.device_id = s.device_id and o.measured_at = s.measured_at and o.lifetime = s.lifetime
    and o.measured_at between $1 and $2
    and (o.position <> s.position or o.identity <> s.identity or o.history is not null)
  for update
) r`;

/** Locks and reads the rows of staged readings that are not simply that reading. */
export async function readCollidedRows(
  client: PoolClient,
  readings: readonly ReadingToStore[],
  span: TimeSpan,
): Promise<RowsByKey> {
  await client.query(BY_INDEX_ONLY);
  const { rows } = await client.query<CollidedRow>(COLLIDED, [new Date(span.from), new Date(span.to)]);
  const deviceIds = new Map(
    readings.map(({ deviceId }) => [deviceId, ulidAsUuid(deviceId)] as const).map(([id, uuid]) => [uuid, id]),
  );
  return new Map(
    rows.map((row) => [
      keyText({
        deviceId: deviceIds.get(row.device) ?? row.device,
        measuredAt: Number(row.at),
        lifetime: row.lifetime,
      }),
      asStored(row),
    ]),
  );
}

function asStored(row: CollidedRow): StoredReading {
  return {
    values: row.values,
    position: Number(row.position),
    quality: row.quality,
    receivedAt: Number(row.received),
    identity: BigInt(row.identity),
    history:
      row.history?.map(([identity, position, outcome]) => ({ identity: BigInt(identity), position, outcome })) ?? null,
  };
}

type ChangedRow = readonly [RowKey, StoredReading];

/**
 * Writes changed rows back; they are locked, and their keys and first identities stay. As an insertion that always meets
 * its row: that way each goes to its row by the key, whatever the planner thinks.
 */
export async function updateRows(client: PoolClient, rows: readonly ChangedRow[]): Promise<void> {
  const byLifetime = new Map<LifetimeClass, ChangedRow[]>();
  for (const row of rows) {
    const [{ lifetime }] = row;
    const others = byLifetime.get(lifetime);
    if (others === undefined) byLifetime.set(lifetime, [row]);
    else others.push(row);
  }
  for (const [lifetime, changed] of byLifetime) {
    await client.query(updateOf(lifetime), [JSON.stringify(changed.map(changeOf))]);
  }
}

/** The key that tells rows apart is one of the lifetime's own table. */
function updateOf(lifetime: LifetimeClass): string {
  const columns =
    'device_id, measured_at, received_at, position, identity, lifetime, tenant_id, quality, "values", history';
  return `
insert into readings.reading_${lifetime.replaceAll('-', '_')} (${columns})
select ${columns} from json_to_recordset($1) as c(device_id uuid, measured_at timestamptz, received_at timestamptz,
  position bigint, identity bigint, lifetime readings.lifetime, tenant_id text, quality text, "values" json, history json)
on conflict (device_id, measured_at) do update
set "values" = excluded."values", position = excluded.position, quality = excluded.quality,
    received_at = excluded.received_at, history = excluded.history`;
}

function changeOf([key, stored]: ChangedRow): Readonly<Record<string, unknown>> {
  return {
    device_id: ulidAsUuid(key.deviceId),
    measured_at: new Date(key.measuredAt),
    received_at: new Date(stored.receivedAt),
    position: stored.position,
    identity: String(BigInt.asIntN(64, stored.identity)),
    lifetime: key.lifetime,
    tenant_id: key.tenantId,
    quality: stored.quality,
    values: stored.values,
    history: stored.history?.map(({ identity, position, outcome }) => [String(identity), position, outcome]) ?? null,
  };
}
