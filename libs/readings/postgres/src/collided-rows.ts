import type { LifetimeClass } from '@fieldline/contracts';
import type { MetricValues, ReadingToStore, StoredReading, WriteOutcome } from '@fieldline/readings';
import type { PoolClient } from '@fieldline/relational';
import { ulidAsUuid } from './ulid-bytes.js';

/** Names one row. */
export interface RowKey {
  readonly deviceId: string;
  readonly measuredAt: number;
  readonly lifetime: LifetimeClass;
}

export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

export type RowsByKey = Map<string, StoredReading>;

export function keyText({ deviceId, measuredAt, lifetime }: RowKey): string {
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

/**
 * Staged readings meet their rows by key through the index, whatever the planner thinks of a table without statistics;
 * the span of time keeps it to the partitions concerned.
 */
const BY_INDEX_ONLY =
  'set local enable_hashjoin = off; set local enable_mergejoin = off; set local enable_seqscan = off';

/** Locks and reads the rows of staged readings that are not simply that reading. */
export async function readCollidedRows(
  client: PoolClient,
  readings: readonly ReadingToStore[],
  span: TimeSpan,
): Promise<RowsByKey> {
  await client.query(BY_INDEX_ONLY);
  const { rows } = await client.query<CollidedRow>(
    `select r.device_id as device, round(date_part('epoch', r.measured_at) * 1000)::bigint as at, r.lifetime,
            round(date_part('epoch', r.received_at) * 1000)::bigint as received,
            r.position, r.identity, r.quality, r."values", r.history
     from pg_temp.reading_staging s
     join readings.reading r using (device_id, measured_at, lifetime)
     where r.measured_at between $1 and $2
       and (r.position <> s.position or r.identity <> s.identity or r.history is not null)
     for update of r`,
    [new Date(span.from), new Date(span.to)],
  );
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

/** Writes changed rows back; their keys and first identities stay. */
export async function updateRows(
  client: PoolClient,
  rows: readonly (readonly [RowKey, StoredReading])[],
  span: TimeSpan,
): Promise<void> {
  if (rows.length === 0) return;
  const changes = rows.map(([key, stored]) => ({
    device_id: ulidAsUuid(key.deviceId),
    measured_at: new Date(key.measuredAt),
    lifetime: key.lifetime,
    received_at: new Date(stored.receivedAt),
    position: stored.position,
    quality: stored.quality,
    values: stored.values,
    history: stored.history?.map(({ identity, position, outcome }) => [String(identity), position, outcome]) ?? null,
  }));
  await client.query(
    `update readings.reading r
     set "values" = c."values", position = c.position, quality = c.quality, received_at = c.received_at, history = c.history
     from json_to_recordset($1) as c(device_id uuid, measured_at timestamptz, lifetime readings.lifetime,
       received_at timestamptz, position bigint, quality text, "values" json, history json)
     where r.device_id = c.device_id and r.measured_at = c.measured_at and r.lifetime = c.lifetime
       and r.measured_at between $2 and $3`,
    [JSON.stringify(changes), new Date(span.from), new Date(span.to)],
  );
}
