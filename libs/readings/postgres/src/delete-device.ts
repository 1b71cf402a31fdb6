import { inTransaction, type Pool, type PoolClient } from '@fieldline/relational';
import { ulidAsUuid } from './ulid-bytes.js';

/** Some 100 ms of work, and of locks that a writer could wait for. */
const ROWS_AT_ONCE = 5_000;

/** Not even what the planner takes for an empty table is read through. */
const BY_INDEX_ONLY = 'set local enable_seqscan = off';

/** Up to which instant to go: $1 tenant, $2 device, $3 from. */
const END_OF_STEP = `
  select measured_at::text as upto from readings.reading
  where tenant_id = $1 and device_id = $2 and measured_at >= $3
  order by measured_at offset ${ROWS_AT_ONCE - 1} limit 1`;

const DELETE = `
  delete from readings.reading
  where tenant_id = $1 and device_id = $2 and measured_at >= $3 and measured_at <= $4`;

interface Step {
  readonly removed: number;
  /** Where the next one begins, as PostgreSQL writes it; undefined after the last. */
  readonly upto: string | undefined;
}

/** A step a transaction, from the oldest reading on; returns how many readings are gone. Rejects as the port says. */
export async function deleteDevice(pool: Pool, tenantId: string, deviceId: string): Promise<number> {
  const device = ulidAsUuid(deviceId);
  let removed = 0;
  // Each begins where the one before ended: what that left behind in the index is not searched again.
  for (let from: string | undefined = '-infinity'; from !== undefined;) {
    const start: string = from;
    const step = await inTransaction(pool, (client) => deleteStep(client, [tenantId, device, start]));
    removed += step.removed;
    from = step.upto;
  }
  return removed;
}

async function deleteStep(client: PoolClient, place: readonly string[]): Promise<Step> {
  await client.query(BY_INDEX_ONLY);
  const { rows } = await client.query<{ upto: string }>(END_OF_STEP, [...place]);
  const upto = rows[0]?.upto;
  const { rowCount } = await client.query(DELETE, [...place, upto ?? 'infinity']);
  return { removed: rowCount ?? 0, upto };
}
