import { DEFAULT_TENANT } from '@fieldline/contracts';
import type { HealthCheck, Clock, Logger, Random } from '@fieldline/platform';
import type { MessageBus } from '@fieldline/messaging';
import type { EnrolmentLimits } from '../domain/enrolment-limits.js';
import type { RegistryStore } from '../ports/registry-store.js';
import { DeleteDevice, type DeleteDeviceParts } from './delete-device.js';
import { DeviceConnections } from './device-connections.js';
import { EnrolDevice, type EnrolmentCounts } from './enrol-device.js';
import { ImportDevices } from './import-devices.js';
import { IssueCredential } from './issue-credential.js';
import { ManageLocations } from './manage-locations.js';
import { ManageProfiles } from './manage-profiles.js';
import { ManageSites } from './manage-sites.js';
import { PutDevice } from './put-device.js';
import { PutSite } from './put-site.js';
import { RegistryChanges } from './registry-changes.js';
import { RegistryDirectory } from './registry-directory.js';
import { RegistryRelay } from './registry-relay.js';
import { RegistrySnapshot } from './registry-snapshot.js';
import { SeedRegistry, type SeedPack } from './seed-registry.js';
import { WriterProgress } from './writer-progress.js';

export interface RegistryParts {
  readonly bus: MessageBus;
  /** May be away at first: only changes and new enrolments need it. */
  readonly store: RegistryStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly serverKey: Buffer;
  /** This run of the process. */
  readonly runId: string;
  readonly packs: readonly SeedPack[];
  readonly enrolmentLimits?: EnrolmentLimits;
}

/** The registry half of ingestion: what stands in the snapshot, who may connect, and what operators change. */
export class Registry {
  readonly snapshot: RegistrySnapshot;
  readonly directory: RegistryDirectory;
  readonly connections: DeviceConnections;
  readonly putSite: PutSite;
  readonly putDevice: PutDevice;
  readonly issueCredential: IssueCredential;
  readonly manageSites: ManageSites;
  readonly manageLocations: ManageLocations;
  readonly manageProfiles: ManageProfiles;
  readonly importDevices: ImportDevices;
  /** Of this process. */
  readonly enrolments: Readonly<EnrolmentCounts>;
  /** The device link cannot sign anyone in before the snapshot is complete. */
  readonly check: HealthCheck;
  readonly #relay: RegistryRelay;
  readonly #seed: SeedRegistry;
  readonly #deletion: Omit<DeleteDeviceParts, 'readings'>;

  constructor(parts: RegistryParts) {
    this.snapshot = new RegistrySnapshot(parts);
    this.#relay = new RegistryRelay(parts);
    const { snapshot } = this;
    const { enrolmentLimits } = parts;
    const changes = new RegistryChanges({ ...parts, relay: this.#relay, snapshot });
    const inside = { ...parts, snapshot, changes };
    this.connections = new DeviceConnections(parts);
    const enrolment = new EnrolDevice({ ...inside, ...(enrolmentLimits && { limits: enrolmentLimits }) });
    this.enrolments = enrolment.counts;
    this.directory = new RegistryDirectory({ ...inside, enrolment, connections: this.connections });
    this.putSite = new PutSite(inside);
    this.putDevice = new PutDevice(inside);
    this.issueCredential = new IssueCredential(inside);
    this.manageSites = new ManageSites(inside);
    this.manageLocations = new ManageLocations(inside);
    this.manageProfiles = new ManageProfiles(inside);
    const { putDevice, issueCredential } = this;
    this.importDevices = new ImportDevices({ ...inside, putDevice, issueCredential });
    this.#deletion = { ...inside, connections: this.connections, writer: new WriterProgress(parts) };
    this.#seed = new SeedRegistry(inside);
    const problem = (): string | undefined => (snapshot.ready ? undefined : 'the registry is being read from the log');
    this.check = { name: 'registry', critical: true, problem };
  }

  /** Reads the registry's topics and follows them; needs the log alone. */
  start(): Promise<void> {
    return this.snapshot.start();
  }

  /**
   * Call it when the store is up and migrated: seeds the default tenant and brings to the log what a crash kept from it.
   * Rejects retriably, and with OperatorError where a pack changed a version that is in use.
   */
  async storeReady(): Promise<void> {
    await this.#seed.seed(DEFAULT_TENANT);
    await this.#relay.relay();
  }

  /** Takes devices away with their readings in this store. */
  deleteDevice(readings: DeleteDeviceParts['readings']): DeleteDevice {
    return new DeleteDevice({ ...this.#deletion, readings });
  }

  async close(): Promise<void> {
    await this.connections.close();
    await this.#relay.close();
    await this.snapshot.close();
  }
}
