import type { SecretView } from '../ports/credential-store.js';
import type { DeviceLedger, LedgerReader, ReceiptsOfRun } from '../ports/ledger-reader.js';
import type { Page, PageRequest } from '../ports/page.js';
import type { DeviceKey, DeviceView, RegistryStore } from '../ports/registry-store.js';
import { seesSite, type Viewer } from '../ports/viewer.js';
import { NotFoundError } from '@fieldline/platform';

export interface ReadDeviceParts {
  readonly store: RegistryStore;
  readonly ledger: LedgerReader;
}

/** What is known of a device: itself, its ledger, its secrets. Each rejects with NotFoundError where there is none. */
export class ReadDevice {
  readonly #parts: ReadDeviceParts;

  constructor(parts: ReadDeviceParts) {
    this.#parts = parts;
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
}
