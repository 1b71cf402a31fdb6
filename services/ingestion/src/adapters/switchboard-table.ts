import type { PoolClient } from '@fieldline/relational';
import type { BoardFacts, SwitchboardConfiguration, SwitchConfiguration } from '../domain/switchboard-configuration.js';
import type { ConfigurationChange, Stored, StoredSwitchboard } from '../ports/device-configuration-store.js';
import type { DeviceKey } from '../ports/registry-store.js';
import { actAs, lockDeviceFacts, toAudit, writeDeviceColumns, type AuditRow } from './configured-device.js';

interface BoardRow extends AuditRow {
  readonly update_interval_s: number;
  readonly chip: SwitchboardConfiguration['chip'];
  readonly room: string | null;
  readonly ip: string | null;
  readonly switches: readonly SwitchConfiguration[];
}

const SELECT = `select setting.update_interval_s, setting.chip, location.name as room, host(device.ip) as ip,
    setting.created_at, setting.created_by, setting.updated_at, setting.updated_by,
    coalesce((
      select json_agg(json_build_object('id', one.id, 'name', one.name, 'type', one.type,
        'gpio', button.gpio, 'relayGpio', relay.gpio) order by length(one.id), one.id collate "C")
      from registry.device_switch one
      join registry.device_switch_pin relay on relay.tenant_id = one.tenant_id and relay.device_id = one.device_id
        and relay.switch_id = one.id and relay.role = 'relay'
      left join registry.device_switch_pin button on button.tenant_id = one.tenant_id
        and button.device_id = one.device_id and button.switch_id = one.id and button.role = 'button'
      where one.tenant_id = device.tenant_id and one.device_id = device.id
    ), '[]') as switches
  from registry.device
  join registry.switchboard_setting setting on setting.tenant_id = device.tenant_id and setting.device_id = device.id
  left join registry.location on location.tenant_id = device.tenant_id and location.id = device.location_id
  where device.tenant_id = $1 and device.external_id = $2`;

/** $4: by how much the revision rises. */
const PUT_SETTING = `insert into registry.switchboard_setting as known (tenant_id, device_id, update_interval_s, chip)
  values ($1, $2, $3, $5)
  on conflict (tenant_id, device_id) do update
    set update_interval_s = excluded.update_interval_s, chip = excluded.chip, revision = known.revision + $4::integer`;

const PUT_SWITCHES = `insert into registry.device_switch (tenant_id, device_id, id, name, type)
  select $1, $2, one.id, one.name, one.type from jsonb_to_recordset($3::jsonb) as one (id text, name text, type text)
  on conflict (tenant_id, device_id, id) do update set name = excluded.name, type = excluded.type`;

const PUT_PINS = `insert into registry.device_switch_pin (tenant_id, device_id, switch_id, role, gpio)
  select $1, $2, one.id, pin.role, pin.gpio
  from jsonb_to_recordset($3::jsonb) as one (id text, gpio integer, "relayGpio" integer)
  cross join lateral (values ('button', one.gpio), ('relay', one."relayGpio")) as pin (role, gpio)
  where pin.gpio is not null`;

export async function findSwitchboard(
  client: PoolClient,
  { tenantId, externalId }: DeviceKey,
): Promise<StoredSwitchboard | undefined> {
  const { rows } = await client.query<BoardRow>(SELECT, [tenantId, externalId]);
  if (rows[0] === undefined) return undefined;
  const { update_interval_s: updateIntervalSeconds, chip, room, ip, switches } = rows[0];
  return { configuration: { updateIntervalSeconds, chip, room, ip, switches }, audit: toAudit(rows[0]) };
}

/** In the caller's transaction. */
export async function putSwitchboard(
  client: PoolClient,
  { key, actor, newLocationId, change }: ConfigurationChange<SwitchboardConfiguration, BoardFacts>,
): Promise<Stored<StoredSwitchboard> | undefined> {
  const { tenantId } = key;
  const device = await lockDeviceFacts(client, key);
  if (device === undefined) return undefined;
  const { location: room, status, firmware, ip } = device;
  const before = await findSwitchboard(client, key);
  const next = change(before?.configuration, { room, ip });
  const owner = [tenantId, device.id];
  await actAs(client, actor);
  const isRewired = JSON.stringify(next.switches) !== JSON.stringify(before?.configuration.switches);
  await client.query(PUT_SETTING, [...owner, next.updateIntervalSeconds, isRewired ? 1 : 0, next.chip]);
  if (isRewired) await writeSwitches(client, owner, next.switches);
  await writeDeviceColumns(
    client,
    { tenantId, device, newLocationId },
    { location: next.room, status, firmware, ip: next.ip },
  );
  return { created: before === undefined, stored: (await findSwitchboard(client, key)) as StoredSwitchboard };
}

/** Pins are written anew as a whole: two switches may have changed theirs with each other. */
async function writeSwitches(
  client: PoolClient,
  owner: readonly string[],
  switches: readonly SwitchConfiguration[],
): Promise<void> {
  const json = JSON.stringify(switches);
  const ids = switches.map(({ id }) => id);
  await client.query('delete from registry.device_switch_pin where tenant_id = $1 and device_id = $2', [...owner]);
  await client.query(
    'delete from registry.device_switch where tenant_id = $1 and device_id = $2 and id <> all ($3::text[])',
    [...owner, ids],
  );
  await client.query(PUT_SWITCHES, [...owner, json]);
  await client.query(PUT_PINS, [...owner, json]);
}
