import type { OutgoingRecord } from '@fieldline/messaging';
import { inTransaction, type Pool, type PoolClient } from '@fieldline/relational';
import type { RegistryEvent } from '../domain/registry-event.js';

/**
 * Puts an event beside the change it tells of, in the same transaction. Changes of one row wait for each other before
 * they come here, so positions of one key are in the order of their commits.
 */
export async function enqueue(client: PoolClient, { tenantId, topic, key, value }: RegistryEvent): Promise<void> {
  await client.query('insert into registry.outbox (tenant_id, topic, key, value) values ($1, $2, $3, $4)', [
    tenantId,
    topic,
    key,
    value,
  ]);
}

/** Many at once, in this order. */
export async function enqueueAll(client: PoolClient, events: readonly RegistryEvent[]): Promise<void> {
  if (events.length === 0) return;
  await client.query(
    `insert into registry.outbox (tenant_id, topic, key, value)
     select tenant, topic, key, value from unnest($1::text[], $2::text[], $3::text[], $4::bytea[])
       with ordinality as event (tenant, topic, key, value, place) order by place`,
    [
      events.map(({ tenantId }) => tenantId),
      events.map(({ topic }) => topic),
      events.map(({ key }) => key),
      events.map(({ value }) => value),
    ],
  );
}

const MAX_RECORDS = 500;
/** Any number of this program's own. */
const RELAY_LOCK = 0x6f75_7462;

interface OutboxRow extends OutgoingRecord {
  readonly position: string;
}

/**
 * Publishes the oldest rows and removes them. The lock is held meanwhile: a second relay that published the same rows
 * later would put an older state of a key after a newer one.
 */
export function relayOutbox(
  pool: Pool,
  publish: (records: readonly OutgoingRecord[]) => Promise<void>,
): Promise<number> {
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [RELAY_LOCK]);
    const { rows } = await client.query<OutboxRow>(
      'select position, topic, key, value from registry.outbox order by position limit $1',
      [MAX_RECORDS],
    );
    if (rows.length === 0) return 0;
    await publish(rows.map(({ topic, key, value }) => ({ topic, key, value })));
    await client.query('delete from registry.outbox where position = any ($1::bigint[])', [
      rows.map(({ position }) => position),
    ]);
    return rows.length;
  });
}
