import type { ReadingStore, SeriesPoint } from '@fieldline/readings';
import type { SecretView } from '../ports/credential-store.js';
import type { DeviceLedger, LedgerReader, ReceiptsOfRun } from '../ports/ledger-reader.js';
import type { Page, PageRequest } from '../ports/page.js';
import type { DeviceKey, DeviceView, ListedDevice, RegistryStore } from '../ports/registry-store.js';
import { seesSite, type Viewer } from '../ports/viewer.js';
import { InvalidRequestError, NotFoundError } from '@fieldline/platform';

export interface ReadDeviceParts {
  readonly store: RegistryStore;
  readonly ledger: LedgerReader;
  readonly readings: ReadingStore;
}

/** Times are ms since 1970, `to` exclusive. */
export interface SeriesRequest {
  readonly metric: string;
  readonly from: number;
  readonly to: number;
  /** At most so many; at least 2. */
  readonly points: number;
}

export interface DeviceSeries {
  readonly device: string;
  readonly metric: string;
  /** UCUM. */
  readonly unit: string;
  readonly points: readonly SeriesPoint[];
}

/** What is known of a device: itself, its ledger, its series. Each rejects with NotFoundError where there is none. */
export class ReadDevice {
  readonly #parts: ReadDeviceParts;

  constructor(parts: ReadDeviceParts) {
    this.#parts = parts;
  }

  devices(tenantId: string): Promise<readonly ListedDevice[]> {
    return this.#parts.store.devices(tenantId);
  }

  async device(key: DeviceKey, viewer?: Viewer): Promise<DeviceView> {
    const device = await this.#parts.store.device(key);
    if (device === undefined || (viewer !== undefined && !seesSite(viewer, device.siteId)))
      throw new NotFoundError(`there is no device '${key.externalId}'`);
    return device;
  }

  async ledger(key: DeviceKey, viewer?: Viewer): Promise<DeviceLedger> {
    const { id } = await this.device(key, viewer);
    return this.#parts.ledger.deviceLedger(key.tenantId, id);
  }

  async receipts(key: DeviceKey, viewer: Viewer, page: PageRequest): Promise<Page<ReceiptsOfRun>> {
    const { id } = await this.device(key, viewer);
    return this.#parts.ledger.receipts(key.tenantId, id, page);
  }

  async secrets(key: DeviceKey, viewer: Viewer, page: PageRequest): Promise<Page<SecretView>> {
    const { id } = await this.device(key, viewer);
    return this.#parts.store.credentialLists.secrets(key.tenantId, id, page);
  }

  /** The unit is the profile's. Rejects with InvalidRequestError for a metric that the profile does not have. */
  async series(key: DeviceKey, { metric, from, to, points }: SeriesRequest): Promise<DeviceSeries> {
    const { tenantId } = key;
    const { id: deviceId, profile: ref, externalId } = await this.device(key);
    const profile = await this.#parts.store.profile(tenantId, ref.id, ref.version);
    const spec = profile?.metrics.find((one) => one.metric === metric);
    if (spec === undefined) {
      const known = profile?.metrics.map((one) => one.metric).join(', ');
      throw new InvalidRequestError(`metric: '${externalId}' has no metric '${metric}', but ${known}`);
    }
    const series = await this.#parts.readings.series({ tenantId, deviceId, metric, from, to }, points);
    return { device: externalId, metric, unit: spec.unit, points: series };
  }
}
