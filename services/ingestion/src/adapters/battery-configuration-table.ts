import type { PoolClient } from '@fieldline/relational';
import type { BatteryConfiguration, DeviceFacts } from '../domain/battery-configuration.js';
import type { ConfigurationChange, Stored, StoredBattery } from '../ports/device-configuration-store.js';
import type { DeviceKey } from '../ports/registry-store.js';
import { actAs, lockDeviceFacts, toAudit, writeDeviceColumns, type AuditRow } from './configured-device.js';

const OWN =
  'chemistry, nominal_capacity_ah, nominal_voltage_v, max_charge_power_w, max_discharge_power_w, series_cells, ' +
  'parallel_cells, rack_position, installed_on, commissioned_on';
const AUDIT = 'created_at, created_by, updated_at, updated_by';

interface BatteryRow extends AuditRow {
  readonly chemistry: BatteryConfiguration['chemistry'];
  readonly nominal_capacity_ah: number;
  readonly nominal_voltage_v: number;
  readonly max_charge_power_w: number;
  readonly max_discharge_power_w: number;
  readonly series_cells: number;
  readonly parallel_cells: number;
  readonly rack_position: string | null;
  readonly installed: string | null;
  readonly commissioned: string | null;
  readonly archived_at: Date | null;
  readonly location: string | null;
  readonly status: BatteryConfiguration['status'];
  readonly firmware: string | null;
}

/** The live row before archived ones, of those the newest. */
const SELECT = `select kept.*, kept.installed_on::text as installed, kept.commissioned_on::text as commissioned,
    location.name as location, device.status, device.firmware
  from registry.device
  join lateral (
    select ${OWN}, ${AUDIT}, null::timestamptz as archived_at from registry.battery_configuration
    where tenant_id = device.tenant_id and device_id = device.id
    union all
    select ${OWN}, ${AUDIT}, archived_at from registry.battery_configuration_archive
    where tenant_id = device.tenant_id and device_id = device.id
  ) kept on true
  left join registry.location on location.tenant_id = device.tenant_id and location.id = device.location_id
  where device.tenant_id = $1 and device.external_id = $2
  order by kept.archived_at desc nulls first limit 1`;

const PUT = `insert into registry.battery_configuration (tenant_id, device_id, ${OWN})
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
  on conflict (tenant_id, device_id) do update set (${OWN}) = row (excluded.${OWN.replaceAll(', ', ', excluded.')})`;

const ARCHIVE = `with moved as (
    delete from registry.battery_configuration where updated_at < $1 returning *
  )
  insert into registry.battery_configuration_archive (tenant_id, device_id, ${OWN}, ${AUDIT}, archived_at)
  select tenant_id, device_id, ${OWN}, ${AUDIT}, clock_timestamp() from moved`;

export async function findBattery(
  client: PoolClient,
  { tenantId, externalId }: DeviceKey,
): Promise<StoredBattery | undefined> {
  const { rows } = await client.query<BatteryRow>(SELECT, [tenantId, externalId]);
  return rows[0] && toBattery(rows[0]);
}

/** In the caller's transaction. */
export async function putBattery(
  client: PoolClient,
  { key, actor, newLocationId, change }: ConfigurationChange<BatteryConfiguration, DeviceFacts>,
): Promise<Stored<StoredBattery> | undefined> {
  const { tenantId } = key;
  const device = await lockDeviceFacts(client, key);
  if (device === undefined) return undefined;
  const { location, status, firmware, ip } = device;
  const before = await findBattery(client, key);
  const current = before?.archivedAt === null ? before.configuration : undefined;
  const next = change(current, { location, status, firmware });
  await actAs(client, actor);
  await client.query(PUT, [tenantId, device.id, ...ownValues(next)]);
  await writeDeviceColumns(client, { tenantId, device, newLocationId }, { ...next, ip });
  return { created: current === undefined, stored: (await findBattery(client, key)) as StoredBattery };
}

export async function archiveBatteries(client: PoolClient, unchangedSince: number): Promise<number> {
  return (await client.query(ARCHIVE, [new Date(unchangedSince)])).rowCount ?? 0;
}

function ownValues(battery: BatteryConfiguration): readonly unknown[] {
  return [
    battery.chemistry,
    battery.nominalCapacityAh,
    battery.nominalVoltageV,
    battery.maxChargePowerW,
    battery.maxDischargePowerW,
    battery.seriesCells,
    battery.parallelCells,
    battery.rackPosition,
    battery.installedOn,
    battery.commissionedOn,
  ];
}

function toBattery(row: BatteryRow): StoredBattery {
  return {
    configuration: {
      chemistry: row.chemistry,
      nominalCapacityAh: row.nominal_capacity_ah,
      nominalVoltageV: row.nominal_voltage_v,
      maxChargePowerW: row.max_charge_power_w,
      maxDischargePowerW: row.max_discharge_power_w,
      seriesCells: row.series_cells,
      parallelCells: row.parallel_cells,
      rackPosition: row.rack_position,
      installedOn: row.installed,
      commissionedOn: row.commissioned,
      location: row.location,
      status: row.status,
      firmware: row.firmware,
    },
    audit: toAudit(row),
    archivedAt: row.archived_at?.getTime() ?? null,
  };
}
