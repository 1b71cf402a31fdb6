import { ConflictError, NotFoundError, ulid, type Clock, type Random } from '@fieldline/platform';
import {
  changeDevice,
  newDevice,
  RESERVED_EXTERNAL_ID,
  type DeviceRequest,
  type RegisteredDevice,
} from '../domain/registered-device.js';
import {
  DeviceLeavingError,
  MacTakenError,
  type Change,
  type DeviceKey,
  type DeviceView,
  type RegistryStore,
} from '../ports/registry-store.js';
import { seesSite, type Viewer } from '../ports/viewer.js';
import { DeviceNames, type NamedDeviceChange, type NamedDeviceRequest, type ResolvedRequest } from './device-names.js';
import type { ApplyChange, RegistryChanges } from './registry-changes.js';
import { bodyFault } from './request-fault.js';

export type { NamedDeviceRequest } from './device-names.js';

export interface PutDeviceParts {
  readonly store: RegistryStore;
  readonly changes: RegistryChanges;
  readonly clock: Clock;
  readonly random: Random;
}

export interface PutDeviceAnswer {
  readonly device: DeviceView;
  readonly created: boolean;
}

/** Sees the device as it now is, in the transaction of the change; what it throws rejects the whole. */
export type CheckDevice = (current: DeviceView | undefined) => void;

const NO_CHECK: CheckDevice = () => undefined;

export interface WriteOptions {
  readonly names: DeviceNames;
  readonly apply: ApplyChange;
}

/**
 * Registers devices and changes them, as one viewer sees them. Each rejects with InvalidRequestError, with ConflictError where
 * another device has the MAC address or this one is being taken away, and with what `check` throws.
 */
export class PutDevice {
  readonly #parts: PutDeviceParts;

  constructor(parts: PutDeviceParts) {
    this.#parts = parts;
  }

  /** Registers a device, or changes the one of this external id. */
  put(key: DeviceKey, named: NamedDeviceRequest, viewer = allOf(key), check = NO_CHECK): Promise<PutDeviceAnswer> {
    return this.#answer(key, viewer, named, (current) => {
      if (current !== undefined && !seesSite(viewer, current.siteId)) throw taken(key);
      check(current);
    });
  }

  /** Rejects with ConflictError where there is a device of this external id. */
  create(key: DeviceKey, named: NamedDeviceRequest, viewer: Viewer): Promise<PutDeviceAnswer> {
    return this.#answer(key, viewer, named, (current) => {
      if (current !== undefined) throw taken(key);
    });
  }

  /** Rejects with NotFoundError where there is none, or none that the viewer sees. */
  change(key: DeviceKey, named: NamedDeviceChange, viewer: Viewer, check: CheckDevice): Promise<PutDeviceAnswer> {
    return this.#answer(key, viewer, named, (current) => {
      if (current === undefined || !seesSite(viewer, current.siteId)) throw noDevice(key);
      check(current);
    });
  }

  /** One change whose names are found by, and that is seen through by, what is given. */
  async write(
    key: DeviceKey,
    named: NamedDeviceChange,
    { names, apply }: WriteOptions,
    check: CheckDevice,
  ): Promise<Change<RegisteredDevice>> {
    const { tenantId, externalId } = key;
    if (externalId === RESERVED_EXTERNAL_ID) {
      throw bodyFault('device', `the external id '${externalId}' is the user name of devices without a secret`);
    }
    const { store, clock, random } = this.#parts;
    const resolved = await names.resolve(externalId, named);
    const fresh = { id: ulid(clock, random), tenantId, externalId };
    const next = (current: DeviceView | undefined): RegisteredDevice => {
      check(current);
      const { request } = resolved;
      const changed = current ? changeDevice(current, request) : newDevice(fresh, request as DeviceRequest);
      checkPlace(resolved, changed.siteId);
      return changed;
    };
    const written = apply(
      (stamps) => store.putDevice(key, next, stamps),
      ({ outcome }) => outcome !== 'unchanged',
    );
    return written.catch(toConflict);
  }

  async #answer(
    key: DeviceKey,
    viewer: Viewer,
    named: NamedDeviceChange,
    check: CheckDevice,
  ): Promise<PutDeviceAnswer> {
    const { store, changes } = this.#parts;
    const options = { names: new DeviceNames(store, viewer), apply: changes.apply };
    const { outcome } = await this.write(key, named, options, check);
    const device = await store.device(key);
    if (device === undefined) throw noDevice(key);
    return { device, created: outcome === 'created' };
  }
}

function allOf({ tenantId }: DeviceKey): Viewer {
  return { tenantId, sites: null };
}

function checkPlace({ location }: ResolvedRequest, siteId: string): void {
  if (location === undefined || location.siteId === siteId) return;
  throw bodyFault('locationId', `'${location.name}' is at another site than the device; choose one of its own site`);
}

function noDevice({ externalId }: DeviceKey): NotFoundError {
  return new NotFoundError(`there is no device '${externalId}'`);
}

function taken({ externalId }: DeviceKey): ConflictError {
  return new ConflictError(`device: '${externalId}' is registered already; change it, or choose another external id`);
}

function toConflict(error: unknown): never {
  if (error instanceof MacTakenError) throw new ConflictError(`mac: ${error.message}`, { cause: error });
  if (error instanceof DeviceLeavingError) {
    throw new ConflictError(`device: ${error.message}; try again when that is done`, { cause: error });
  }
  throw error;
}
