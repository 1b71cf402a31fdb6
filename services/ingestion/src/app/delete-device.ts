import { deviceV1 } from '@fieldline/contracts';
import {
  asError,
  isRetriable,
  NotFoundError,
  RetriableError,
  sleep,
  type Clock,
  type Logger,
} from '@fieldline/platform';
import type { ReadingStore } from '@fieldline/readings';
import type { Deletion } from '../ports/deletion-store.js';
import type { DeviceKey, DeviceView, RegistryStore } from '../ports/registry-store.js';
import { seesSite, type Viewer } from '../ports/viewer.js';
import type { DeviceConnections } from './device-connections.js';
import type { RegistryChanges } from './registry-changes.js';
import type { WriterProgress } from './writer-progress.js';

export interface DeleteDeviceParts {
  readonly store: Pick<RegistryStore, 'deletions'>;
  readonly changes: RegistryChanges;
  readonly connections: DeviceConnections;
  readonly writer: Pick<WriterProgress, 'pastNow'>;
  readonly readings: Pick<ReadingStore, 'deleteDevice'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface DeleteRequest {
  readonly viewer: Viewer;
  /** Who wants it. */
  readonly by: string;
  /** Sees the device as it now is; what it throws rejects the whole. */
  readonly check: (current: DeviceView) => void;
}

const LOOK_EVERY_MS = 20;
const HANG_UP_LIMIT_MS = 5_000;
const WRITER_LIMIT_MS = 30_000;

/**
 * Takes a device away with its data. That it goes is recorded first, which disables it; then its connection ends, the writer
 * passes all that the log has of it, its readings go, then all that the registry has. Each step may be repeated, so that what
 * was cut off is finished later.
 */
export class DeleteDevice {
  readonly #parts: DeleteDeviceParts;

  constructor(parts: DeleteDeviceParts) {
    this.#parts = parts;
  }

  /**
   * Resolves when nothing is left of it but the counts of its ledger. Rejects with NotFoundError; and retriably, then it is
   * gone for all who ask, and the rest goes with {@link finishAll}.
   */
  async delete(key: DeviceKey, { viewer, by, check }: DeleteRequest): Promise<void> {
    const { store, changes } = this.#parts;
    const checkSeen = (current: DeviceView): void => {
      if (!seesSite(viewer, current.siteId)) throw missing(key);
      check(current);
    };
    const deletion = await changes.apply(
      (stamps) => store.deletions.begin({ ...key, by }, checkSeen, stamps),
      (begun) => begun !== undefined,
    );
    if (deletion === undefined) throw missing(key);
    await this.#finish(deletion);
  }

  /** Finishes what was cut off. Run it once the writer runs, and from time to time. */
  async finishAll(): Promise<void> {
    const { store, logger } = this.#parts;
    for (const deletion of await store.deletions.unfinished()) {
      try {
        await this.#finish(deletion);
      } catch (error) {
        const level = isRetriable(error) ? 'warn' : 'error';
        logger[level]({ err: asError(error), deviceId: deletion.id }, 'a device could not be taken away yet');
      }
    }
  }

  async #finish(deletion: Deletion): Promise<void> {
    const { store, changes, clock, logger } = this.#parts;
    const { tenantId, id } = deletion;
    await this.#hungUp(id);
    const before = await this.#takeReadings(deletion);
    await changes.remove(
      { topic: deviceV1.topic, key: id },
      (stamps) => store.deletions.remove(deletion, stamps),
      () => true,
    );
    // what was on its way here when the connection ended
    const late = await this.#takeReadings(deletion);
    if (!(await store.deletions.done(deletion, clock.now()))) return;
    logger.info({ tenantId, deviceId: id, readings: before + late }, 'a device was taken away with its data');
  }

  async #takeReadings({ tenantId, id }: Deletion): Promise<number> {
    const { writer, readings } = this.#parts;
    await writer.pastNow(WRITER_LIMIT_MS);
    return readings.deleteDevice(tenantId, id);
  }

  /** The link closes its connections by itself, as the device is disabled. */
  async #hungUp(deviceId: string): Promise<void> {
    const { connections, clock } = this.#parts;
    const end = clock.monotonic() + HANG_UP_LIMIT_MS;
    while (connections.isConnected(deviceId)) {
      if (clock.monotonic() > end) throw new RetriableError(`device ${deviceId} is still connected`);
      await sleep(clock, LOOK_EVERY_MS);
    }
    await connections.told();
  }
}

function missing({ externalId }: DeviceKey): NotFoundError {
  return new NotFoundError(`there is no device '${externalId}'`);
}
