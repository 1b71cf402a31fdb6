import type { DeviceV1 } from '@fieldline/contracts';
import { parseMacAddress } from '../domain/mac-address.js';
import type { DeviceRequest } from '../domain/registered-device.js';
import type { LocationView } from '../ports/location-store.js';
import type { RegistryStore } from '../ports/registry-store.js';
import { seesSite, type Viewer } from '../ports/viewer.js';
import { bodyFault } from './request-fault.js';

/** What is asked of a device, by names; what is left out stays as it is, or takes its default in a new device. */
export interface NamedDeviceRequest {
  /** The site's name or ULID. */
  readonly site: string;
  /** A profile's id; its newest version is taken. */
  readonly profile: string;
  readonly name?: string | undefined;
  readonly type?: DeviceV1['type'] | undefined;
  readonly mac?: string | null | undefined;
  /** The gateway's external id. */
  readonly gateway?: string | null | undefined;
  readonly locationId?: string | null | undefined;
  /** Of the location, within the site; counts where no `locationId` is given. */
  readonly location?: string | undefined;
  readonly disabled?: boolean | undefined;
}

export type NamedDeviceChange = { readonly [K in keyof NamedDeviceRequest]?: NamedDeviceRequest[K] | undefined };

export interface ResolvedRequest {
  readonly request: Partial<DeviceRequest>;
  /** Where one is asked for. */
  readonly location: LocationView | undefined;
}

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** Finds what requests name, as one viewer sees it; sites and profiles once each. */
export class DeviceNames {
  readonly #store: RegistryStore;
  readonly #viewer: Viewer;
  readonly #found = new Map<string, Promise<unknown>>();

  constructor(store: RegistryStore, viewer: Viewer) {
    this.#store = store;
    this.#viewer = viewer;
  }

  /** Rejects with InvalidRequestError that names the field. */
  async resolve(externalId: string, named: NamedDeviceChange): Promise<ResolvedRequest> {
    const { name, type, disabled, site, profile, gateway, mac } = named;
    const siteId = site === undefined ? undefined : await this.#once(`site ${site}`, () => this.#site(site));
    const ref =
      profile === undefined ? undefined : await this.#once(`profile ${profile}`, () => this.#profile(profile));
    const location = await this.#location(named, siteId);
    const found = {
      siteId,
      profile: ref,
      ...{ name, type, disabled },
      mac: typeof mac === 'string' ? macOf(mac) : mac,
      gatewayId: typeof gateway === 'string' ? await this.#gateway(gateway, externalId) : gateway,
      locationId: location?.id ?? (named.locationId === null ? null : undefined),
    };
    const given = Object.entries(found).filter(([, value]) => value !== undefined);
    return { request: Object.fromEntries(given), location };
  }

  async #site(site: string): Promise<string> {
    const { tenantId } = this.#viewer;
    const byName = await this.#store.siteByName(tenantId, site);
    if (byName !== undefined && seesSite(this.#viewer, byName.id)) return byName.id;
    const byId = ULID.test(site) ? await this.#store.sites.site(this.#viewer, site) : undefined;
    if (byId === undefined) throw bodyFault('site', `there is no site '${site}'; make it first`);
    return byId.id;
  }

  async #profile(profile: string): Promise<DeviceRequest['profile']> {
    const found = await this.#store.profile(this.#viewer.tenantId, profile);
    if (found === undefined) throw bodyFault('profile', `there is no profile '${profile}'`);
    return { id: found.id, version: found.version };
  }

  async #location(
    { locationId, location }: NamedDeviceChange,
    siteId: string | undefined,
  ): Promise<LocationView | undefined> {
    const { locations } = this.#store;
    if (typeof locationId === 'string') {
      const found = await locations.location(this.#viewer, locationId);
      if (found === undefined) throw bodyFault('locationId', `there is no location ${locationId}`);
      return found;
    }
    if (location === undefined || siteId === undefined) return undefined;
    return this.#once(`location ${siteId} ${location}`, async () => {
      const found = await locations.named(this.#viewer, siteId, location);
      if (found === undefined) throw bodyFault('location', `the site has no location '${location}'; make it first`);
      return found;
    });
  }

  async #gateway(externalId: string, child: string): Promise<string> {
    if (externalId === child) throw bodyFault('gateway', 'a device is not its own gateway');
    const gateway = await this.#store.device({ tenantId: this.#viewer.tenantId, externalId });
    if (gateway === undefined || !seesSite(this.#viewer, gateway.siteId)) {
      throw bodyFault('gateway', `there is no device '${externalId}'`);
    }
    if (gateway.type === 'gateway') return gateway.id;
    throw bodyFault('gateway', `'${externalId}' is of type ${gateway.type}; it has to be of type gateway`);
  }

  #once<T>(name: string, find: () => Promise<T>): Promise<T> {
    const known = this.#found.get(name) ?? find();
    this.#found.set(name, known);
    return known as Promise<T>;
  }
}

function macOf(text: string): string {
  const mac = parseMacAddress(text);
  if (mac !== undefined) return mac;
  throw bodyFault('mac', `'${text}' is no MAC address of one interface, such as a4:cf:12:0b:3e:9d`);
}
