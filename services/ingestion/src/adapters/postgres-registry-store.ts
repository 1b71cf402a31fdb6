import type { CredentialV1, ProfileV1, SiteV1 } from '@fieldline/contracts';
import type { OutgoingRecord } from '@fieldline/messaging';
import { inTransaction, withClient, type PoolClient } from '@fieldline/relational';
import type { RegisteredDevice } from '../domain/registered-device.js';
import {
  MacTakenError,
  type Change,
  type ChangeStamp,
  type DeviceKey,
  type Enrolment,
  type ListedDevice,
  type RegistryStore,
} from '../ports/registry-store.js';
import { addCredential, listCredentials, revokeCredential } from './credential-table.js';
import { enrolDevice, putDevice } from './device-table.js';
import type { PoolSource } from './pool-source.js';
import { addProfile, findProfile } from './profile-table.js';
import { relayOutbox } from './registry-outbox.js';
import { toListedDevice, type ListedDeviceRow } from './registry-rows.js';
import { findSite, putSite } from './site-table.js';

const LISTED = `select device.*, site.name as site, gateway.external_id as gateway
  from registry.device
  join registry.site on site.tenant_id = device.tenant_id and site.id = device.site_id
  left join registry.device gateway on gateway.tenant_id = device.tenant_id and gateway.id = device.gateway_id`;

/** The registry in schema `registry`, with its outbox. */
export class PostgresRegistryStore implements RegistryStore {
  readonly #pool: PoolSource;

  constructor(parts: { readonly pool: PoolSource }) {
    this.#pool = parts.pool;
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
    change: (current: RegisteredDevice | undefined) => RegisteredDevice,
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

  async device({ tenantId, externalId }: DeviceKey): Promise<ListedDevice | undefined> {
    const where = 'where device.tenant_id = $1 and device.external_id = $2';
    return (await this.#listed(where, [tenantId, externalId]))[0];
  }

  devices(tenantId: string): Promise<readonly ListedDevice[]> {
    return this.#listed('where device.tenant_id = $1 order by device.external_id collate "C"', [tenantId]);
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

  async #listed(where: string, values: readonly string[]): Promise<readonly ListedDevice[]> {
    const { rows } = await this.#read((client) => client.query<ListedDeviceRow>(`${LISTED} ${where}`, [...values]));
    return rows.map(toListedDevice);
  }

  async #read<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return withClient(this.#pool(), work);
  }

  async #write<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return inTransaction(this.#pool(), work);
  }
}
