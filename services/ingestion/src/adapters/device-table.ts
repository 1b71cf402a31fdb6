import { RetriableError } from '@fieldline/platform';
import type { PoolClient } from '@fieldline/relational';
import { deviceEvent } from '../domain/registry-event.js';
import type { RegisteredDevice } from '../domain/registered-device.js';
import {
  DeviceLeavingError,
  type Change,
  type ChangeStamp,
  type DeviceKey,
  type DeviceView,
  type Enrolment,
} from '../ports/registry-store.js';
import { findDevice } from './device-view.js';
import { enqueue } from './registry-outbox.js';
import { DEVICE_COLUMNS, deviceValues, toDevice, type DeviceRow } from './registry-rows.js';

const PLACES = Array.from({ length: 16 }, (_, index) => `$${index + 1}`).join(', ');
const INSERT = `insert into registry.device (${DEVICE_COLUMNS}) values (${PLACES})
  on conflict (tenant_id, external_id) do nothing returning ${DEVICE_COLUMNS}`;
const UPDATE = `update registry.device set (${DEVICE_COLUMNS}) = row (${PLACES})
  where tenant_id = $1 and id = $2 returning ${DEVICE_COLUMNS}`;
const SELECT = `select ${DEVICE_COLUMNS} from registry.device where tenant_id = $1 and external_id = $2`;

/** Creates or changes a device in the caller's transaction. */
export async function putDevice(
  client: PoolClient,
  key: DeviceKey,
  change: (current: DeviceView | undefined) => RegisteredDevice,
  stamp: ChangeStamp,
): Promise<Change<RegisteredDevice>> {
  const before = await lockView(client, key);
  if (before === undefined) {
    const created = await insertDevice(client, change(undefined), stamp);
    if (created !== undefined) return { outcome: 'created', entity: created };
  }
  // Without a row before and none inserted, another transaction inserted it meanwhile.
  const current = before ?? (await lockView(client, key));
  if (current === undefined) throw new RetriableError(`device '${key.externalId}' came and went meanwhile`);
  const wanted = deviceValues(change(current));
  if (wanted.every((value, index) => value === deviceValues(current)[index])) {
    return { outcome: 'unchanged', entity: current };
  }
  const { rows } = await client.query<DeviceRow>(UPDATE, [...wanted]);
  const entity = toDevice(rows[0] as DeviceRow);
  await enqueue(client, deviceEvent(entity, stamp));
  return { outcome: 'updated', entity };
}

async function lockView(client: PoolClient, key: DeviceKey): Promise<DeviceView | undefined> {
  const found = await findDevice(client, key, { lock: true });
  if (found?.leaving === true) throw new DeviceLeavingError(`'${key.externalId}' is being taken away with its data`);
  return found?.view;
}

/** Registers a device unless its external id is known or its key is full, in the caller's transaction. */
export async function enrolDevice(
  client: PoolClient,
  device: RegisteredDevice,
  devicesPerKey: number,
  stamp: ChangeStamp,
): Promise<Enrolment> {
  await lockEnrolmentKey(client, device);
  const before = await lockDevice(client, device);
  if (before === undefined) {
    const registered = await countEnrolled(client, device);
    if (registered >= devicesPerKey) return { device: undefined, created: false, registered };
    const created = await insertDevice(client, device, stamp);
    if (created !== undefined) return { device: created, created: true, hasOwnSecret: false };
  }
  const known = before ?? (await knownDevice(client, device));
  const { rowCount } = await client.query(
    'select from registry.credential where tenant_id = $1 and device_id = $2 limit 1',
    [known.tenantId, known.id],
  );
  return { device: known, created: false, hasOwnSecret: rowCount !== 0 };
}

/** Others that enrol by this key wait until the caller's transaction ends; those that only refer to it do not. */
async function lockEnrolmentKey(client: PoolClient, { tenantId, enrolledBy }: RegisteredDevice): Promise<void> {
  const key = 'select from registry.credential where tenant_id = $1 and id = $2 for no key update';
  await client.query(key, [tenantId, enrolledBy]);
}

async function countEnrolled(client: PoolClient, { tenantId, enrolledBy }: RegisteredDevice): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    'select count(*)::integer as count from registry.device where tenant_id = $1 and enrolled_by = $2',
    [tenantId, enrolledBy],
  );
  return rows[0]?.count ?? 0;
}

async function lockDevice(
  client: PoolClient,
  { tenantId, externalId }: DeviceKey,
): Promise<RegisteredDevice | undefined> {
  const { rows } = await client.query<DeviceRow>(`${SELECT} for update`, [tenantId, externalId]);
  return rows[0] && toDevice(rows[0]);
}

async function knownDevice(client: PoolClient, key: DeviceKey): Promise<RegisteredDevice> {
  const known = await lockDevice(client, key);
  if (known === undefined) throw new RetriableError(`device '${key.externalId}' came and went meanwhile`);
  return known;
}

async function insertDevice(
  client: PoolClient,
  device: RegisteredDevice,
  stamp: ChangeStamp,
): Promise<RegisteredDevice | undefined> {
  const { rows } = await client.query<DeviceRow>(INSERT, [...deviceValues(device)]);
  if (rows[0] === undefined) return undefined;
  const inserted = toDevice(rows[0]);
  await enqueue(client, deviceEvent(inserted, stamp));
  return inserted;
}
