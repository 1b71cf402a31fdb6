import type { CredentialV1, ProfileV1, SiteV1 } from '@fieldline/contracts';
import type { OutgoingRecord } from '@fieldline/messaging';
import { ConflictError } from '@fieldline/platform';
import { inTransaction, type PoolClient, type PoolSource, withClient } from '@fieldline/relational';
import type { RegisteredDevice } from '../domain/registered-device.js';
import {
  MacTakenError,
  type Change,
  type ChangeStamp,
  type DeviceKey,
  type DeviceView,
  type Enrolment,
  type ListedDevice,
  type RegistryStore,
} from '../ports/registry-store.js';
import { addCredential, listCredentials, revokeCredential } from './credential-table.js';
import { enrolDevice, putDevice } from './device-table.js';
import { DEVICE_VIEW, findDevice, toDeviceView, type DeviceViewRow } from './device-view.js';
import { PostgresCredentialStore } from './postgres-credential-store.js';
import { PostgresDeletionStore } from './postgres-deletion-store.js';
import { PostgresLocationStore } from './postgres-location-store.js';
import { PostgresProfileStore } from './postgres-profile-store.js';
import { PostgresSiteStore } from './postgres-site-store.js';
import { addProfile, findProfile } from './profile-table.js';
import { relayOutbox } from './registry-outbox.js';
import { findSite, putSite } from './site-table.js';

const ALL = `${DEVICE_VIEW} where device.tenant_id = $1 order by device.external_id collate "C"`;
/** SQLSTATE foreign_key_violation. */
const REFERENCE_GONE = '23503';

/** The registry in schema `registry`, with its outbox. */
export class PostgresRegistryStore implements RegistryStore {
  readonly sites: PostgresSiteStore;
  readonly locations: PostgresLocationStore;
  readonly profiles: PostgresProfileStore;
  readonly credentialLists: PostgresCredentialStore;
  readonly deletions: PostgresDeletionStore;
  readonly #pool: PoolSource;

  constructor(parts: { readonly pool: PoolSource }) {
    this.#pool = parts.pool;
    this.sites = new PostgresSiteStore(parts);
    this.locations = new PostgresLocationStore(parts);
    this.profiles = new PostgresProfileStore(parts);
    this.credentialLists = new PostgresCredentialStore(parts);
    this.deletions = new PostgresDeletionStore(parts);
  }

  async addTenant(id: string): Promise<void> {
    await this.#read((client) =>
      client.query('insert into registry.tenant (id, name) values ($1, $2) on conflict do nothing', [id, id]),
    );
  }

  putSite(site: SiteV1, stamp: ChangeStamp): Promise<Change<SiteV1>> {
    return this.#write((client) => putSite(client, site, stamp));
  }

  siteByName(tenantId: string, name: string): Promise<SiteV1 | undefined> {
    return this.#read((client) => findSite(client, tenantId, name));
  }

  addProfile(profile: ProfileV1, stamp: ChangeStamp): Promise<'added' | 'known' | 'different'> {
    return this.#write((client) => addProfile(client, profile, stamp));
  }

  profile(tenantId: string, id: string, version?: number): Promise<ProfileV1 | undefined> {
    return this.#read((client) => findProfile(client, tenantId, id, version));
  }

  async putDevice(
    key: DeviceKey,
    change: (current: DeviceView | undefined) => RegisteredDevice,
    stamp: ChangeStamp,
  ): Promise<Change<RegisteredDevice>> {
    try {
      return await this.#write((client) => putDevice(client, key, change, stamp));
    } catch (error) {
      if ((error as { readonly constraint?: unknown }).constraint !== 'device_mac_unique') throw error;
      throw new MacTakenError('another device of the tenant has this MAC address', { cause: error });
    }
  }

  enrolDevice(device: RegisteredDevice, devicesPerKey: number, stamp: ChangeStamp): Promise<Enrolment> {
    return this.#write((client) => enrolDevice(client, device, devicesPerKey, stamp));
  }

  async device(key: DeviceKey): Promise<DeviceView | undefined> {
    const found = await this.#read((client) => findDevice(client, key, { lock: false }));
    return found?.leaving === false ? found.view : undefined;
  }

  async devices(tenantId: string): Promise<readonly ListedDevice[]> {
    const { rows } = await this.#read((client) => client.query<DeviceViewRow>(ALL, [tenantId]));
    return rows.filter(({ leaving }) => !leaving).map(toDeviceView);
  }

  addCredential(credential: CredentialV1, stamp: ChangeStamp): Promise<void> {
    return this.#write((client) => addCredential(client, credential, stamp));
  }

  revokeCredential(tenantId: string, id: string, stamp: ChangeStamp): Promise<Change<CredentialV1> | undefined> {
    return this.#write((client) => revokeCredential(client, tenantId, id, stamp));
  }

  credentials(tenantId: string, ownerId: string): Promise<readonly CredentialV1[]> {
    return this.#read((client) => listCredentials(client, tenantId, ownerId));
  }

  async relay(publish: (records: readonly OutgoingRecord[]) => Promise<void>): Promise<number> {
    return relayOutbox(this.#pool(), publish);
  }

  async #read<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return withClient(this.#pool(), work);
  }

  async #write<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    try {
      return await inTransaction(this.#pool(), work);
    } catch (error) {
      if ((error as { readonly code?: unknown }).code !== REFERENCE_GONE) throw error;
      throw new ConflictError('something that this refers to was taken away meanwhile; look again', { cause: error });
    }
  }
}
