import { credentialV1, deviceConnectionV1, deviceV1 } from '@fieldline/contracts';
import type { PoolClient } from '@fieldline/relational';
import { deviceEvent, removed } from '../domain/registry-event.js';
import type { Deletion } from '../ports/deletion-store.js';
import type { ChangeStamps } from '../ports/registry-store.js';
import { enqueueAll } from './registry-outbox.js';
import { DEVICE_COLUMNS, toDevice, type DeviceRow } from './registry-rows.js';

/** What was refused stays counted by rule and day, without its bytes and their hash. */
const COUNT_LETTERS = `with gone as (
    delete from registry.dead_letter where tenant_id = $1 and device_id = $2
    returning tenant_id, device_id, rule, received_at
  )
  insert into registry.dead_letter_overflow as known (tenant_id, device_id, rule, day, count, last_hash, last_at)
  select tenant_id, device_id, rule, (received_at at time zone 'UTC')::date, count(*), '', max(received_at)
  from gone group by 1, 2, 3, 4
  on conflict (tenant_id, device_id, rule, day) do update set
    count = known.count + excluded.count, last_at = greatest(known.last_at, excluded.last_at)`;
const FORGET_HASHES = `update registry.dead_letter_overflow set last_hash = '' where tenant_id = $1 and device_id = $2`;
const FORGET_COURSE = `update registry.device_ledger set course = null where tenant_id = $1 and device_id = $2`;

/** Tables with rows of a device, those first that refer to others. */
const OF_DEVICE = [
  'device_switch_pin',
  'device_switch',
  'switchboard_setting',
  'battery_configuration',
  'battery_configuration_archive',
  'sensor',
];

const LEAVE_GATEWAY = `update registry.device set gateway_id = null where tenant_id = $1 and gateway_id = $2
  returning ${DEVICE_COLUMNS}`;

/** Takes away all that the registry has of a device, and the device, in the caller's transaction. */
export async function removeDevice(
  client: PoolClient,
  { tenantId, id }: Deletion,
  stamps: ChangeStamps,
): Promise<void> {
  const key = [tenantId, id];
  await client.query('select from registry.device where tenant_id = $1 and id = $2 for update', key);
  await forgetLetters(client, { tenantId, id });
  await client.query(FORGET_COURSE, key);
  await client.query('delete from registry.device_recent where device_id = $1', [id]);
  for (const table of OF_DEVICE) {
    await client.query(`delete from registry.${table} where tenant_id = $1 and device_id = $2`, key);
  }
  const secrets = await client.query<{ readonly id: string }>(
    'delete from registry.credential where tenant_id = $1 and device_id = $2 returning id',
    key,
  );
  const children = await client.query<DeviceRow>(LEAVE_GATEWAY, key);
  await client.query('delete from registry.device where tenant_id = $1 and id = $2', key);
  await enqueueAll(client, [
    ...children.rows.map((row) => deviceEvent(toDevice(row), stamps.further())),
    ...secrets.rows.map((secret) => removed(credentialV1, { tenantId, id: secret.id })),
    removed(deviceConnectionV1, { tenantId, id }),
    removed(deviceV1, { tenantId, id }),
  ]);
}

/** Dead letters of a device stay counted, without anything of what they were. */
export async function forgetLetters(
  client: PoolClient,
  { tenantId, id }: Pick<Deletion, 'tenantId' | 'id'>,
): Promise<void> {
  for (const sql of [COUNT_LETTERS, FORGET_HASHES]) await client.query(sql, [tenantId, id]);
}
