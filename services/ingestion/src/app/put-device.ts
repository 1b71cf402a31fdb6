import type { DeviceV1 } from '@fieldline/contracts';
import { type Clock, ConflictError, InvalidRequestError, type Random, ulid } from '@fieldline/platform';
import { parseMacAddress } from '../domain/mac-address.js';
import { changeDevice, newDevice, RESERVED_EXTERNAL_ID, type DeviceRequest } from '../domain/registered-device.js';
import { MacTakenError, type DeviceKey, type ListedDevice, type RegistryStore } from '../ports/registry-store.js';
import type { RegistryChanges } from './registry-changes.js';

export interface PutDeviceParts {
  readonly store: RegistryStore;
  readonly changes: RegistryChanges;
  readonly clock: Clock;
  readonly random: Random;
}

/** What is left out stays as it is, or takes its default in a new device. */
export interface NamedDeviceRequest {
  /** The site's name. */
  readonly site: string;
  /** A profile's id; its newest version is taken. */
  readonly profile: string;
  readonly name?: string | undefined;
  readonly type?: DeviceV1['type'] | undefined;
  readonly mac?: string | undefined;
  /** The gateway's external id. */
  readonly gateway?: string | undefined;
  readonly disabled?: boolean | undefined;
}

export interface PutDeviceAnswer {
  readonly device: ListedDevice;
  readonly created: boolean;
}

/** Registers a device, or changes the one of this external id. */
export class PutDevice {
  readonly #parts: PutDeviceParts;

  constructor(parts: PutDeviceParts) {
    this.#parts = parts;
  }

  /** Rejects with InvalidRequestError, and with ConflictError where another device has the MAC address. */
  async put(key: DeviceKey, named: NamedDeviceRequest): Promise<PutDeviceAnswer> {
    const { tenantId, externalId } = key;
    if (externalId === RESERVED_EXTERNAL_ID) {
      throw new InvalidRequestError(`external id: '${externalId}' is the user name of devices without a secret`);
    }
    const request = await this.#resolve(key, named);
    const { store, changes, clock, random } = this.#parts;
    const fresh = { id: ulid(clock, random), tenantId, externalId };
    try {
      const { outcome } = await changes.apply(
        (stamp) => store.putDevice(key, (now) => (now ? changeDevice(now, request) : newDevice(fresh, request)), stamp),
        (change) => change.outcome !== 'unchanged',
      );
      return { device: (await store.device(key)) as ListedDevice, created: outcome === 'created' };
    } catch (error) {
      if (error instanceof MacTakenError) throw new ConflictError(`mac: ${error.message}`, { cause: error });
      throw error;
    }
  }

  async #resolve({ tenantId, externalId }: DeviceKey, named: NamedDeviceRequest): Promise<DeviceRequest> {
    const { store } = this.#parts;
    const { name, type, disabled } = named;
    const site = await store.siteByName(tenantId, named.site);
    if (site === undefined) throw new InvalidRequestError(`site: there is no site '${named.site}'; make it first`);
    const profile = await store.profile(tenantId, named.profile);
    if (profile === undefined) throw new InvalidRequestError(`profile: there is no profile '${named.profile}'`);
    const gatewayId =
      named.gateway === undefined ? undefined : await this.#gateway(tenantId, named.gateway, externalId);
    const mac = named.mac === undefined ? undefined : macOf(named.mac);
    return {
      siteId: site.id,
      profile: { id: profile.id, version: profile.version },
      ...(name === undefined ? {} : { name }),
      ...(type === undefined ? {} : { type }),
      ...(disabled === undefined ? {} : { disabled }),
      ...(mac === undefined ? {} : { mac }),
      ...(gatewayId === undefined ? {} : { gatewayId }),
    };
  }

  async #gateway(tenantId: string, externalId: string, child: string): Promise<string> {
    if (externalId === child) throw new InvalidRequestError('gateway: a device is not its own gateway');
    const gateway = await this.#parts.store.device({ tenantId, externalId });
    if (gateway === undefined) throw new InvalidRequestError(`gateway: there is no device '${externalId}'`);
    if (gateway.type !== 'gateway') {
      throw new InvalidRequestError(
        `gateway: '${externalId}' is of type ${gateway.type}; it has to be of type gateway`,
      );
    }
    return gateway.id;
  }
}

function macOf(text: string): string {
  const mac = parseMacAddress(text);
  if (mac !== undefined) return mac;
  throw new InvalidRequestError(`mac: '${text}' is no MAC address of one interface, such as a4:cf:12:0b:3e:9d`);
}
