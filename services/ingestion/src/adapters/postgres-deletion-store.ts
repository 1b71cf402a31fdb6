import { inTransaction, type PoolSource, withClient } from '@fieldline/relational';
import { deviceEvent } from '../domain/registry-event.js';
import type { Deletion, DeletionStore } from '../ports/deletion-store.js';
import type { ChangeStamp, ChangeStamps, DeviceKey, DeviceView } from '../ports/registry-store.js';
import { findDevice } from './device-view.js';
import { enqueue } from './registry-outbox.js';
import { forgetLetters, removeDevice } from './remove-device.js';

const RECORD = `insert into registry.deleted_device (tenant_id, id, external_id, deleted_at, deleted_by)
  values ($1, $2, $3, $4, $5)`;
const UNFINISHED = `select tenant_id as "tenantId", id, external_id as "externalId" from registry.deleted_device
  where finished_at is null order by deleted_at, id`;
const DONE = `update registry.deleted_device set finished_at = $3
  where tenant_id = $1 and id = $2 and finished_at is null`;

/** Deletions in schema `registry`. */
export class PostgresDeletionStore implements DeletionStore {
  readonly #pool: PoolSource;

  constructor(parts: { readonly pool: PoolSource }) {
    this.#pool = parts.pool;
  }

  async begin(
    key: DeviceKey & { readonly by: string },
    check: (current: DeviceView) => void,
    stamp: ChangeStamp,
  ): Promise<Deletion | undefined> {
    return inTransaction(this.#pool(), async (client) => {
      const found = await findDevice(client, key, { lock: true });
      if (found === undefined || found.leaving) return undefined;
      check(found.view);
      const { tenantId, id, externalId } = found.view;
      await client.query(RECORD, [tenantId, id, externalId, new Date(stamp.occurredAt), key.by]);
      await client.query('update registry.device set disabled = true where tenant_id = $1 and id = $2', [tenantId, id]);
      await enqueue(client, deviceEvent({ ...found.view, disabled: true }, stamp));
      return { tenantId, id, externalId };
    });
  }

  async unfinished(): Promise<readonly Deletion[]> {
    return withClient(this.#pool(), async (client) => (await client.query<Deletion>(UNFINISHED)).rows);
  }

  remove(deletion: Deletion, stamps: ChangeStamps): Promise<void> {
    return inTransaction(this.#pool(), (client) => removeDevice(client, deletion, stamps));
  }

  done(deletion: Deletion, at: number): Promise<boolean> {
    return inTransaction(this.#pool(), async (client) => {
      await forgetLetters(client, deletion);
      const { rowCount } = await client.query(DONE, [deletion.tenantId, deletion.id, new Date(at)]);
      return rowCount === 1;
    });
  }
}
