import type { DeviceV1, ProfileRef, ProfileV1, SiteV1 } from '@fieldline/contracts';
import { FleetDevice } from './fleet-device.js';
import { ProfileFacts } from './profile-facts.js';

/** Sites, profiles and devices of one tenant, in memory, by all that they are asked by. */
export class TenantFleet {
  readonly #sites = new Map<string, SiteV1>();
  readonly #profiles = new Map<string, ProfileFacts>();
  readonly #devices = new Map<string, FleetDevice>();
  #sorted: readonly FleetDevice[] | undefined;

  get sites(): ReadonlyMap<string, SiteV1> {
    return this.#sites;
  }

  putSite(site: SiteV1): void {
    this.#sites.set(site.id, site);
  }

  removeSite(id: string): void {
    this.#sites.delete(id);
  }

  putProfile(profile: ProfileV1): void {
    this.#profileOf(profile).learn(profile);
  }

  /** All known versions of a profile, the newest first. */
  versionsOf(profileId: string): readonly ProfileFacts[] {
    const versions = [...this.#profiles.values()].filter(({ ref }) => ref.id === profileId);
    return versions.sort((a, b) => b.ref.version - a.ref.version);
  }

  /** `known` is the device as it was here; a new one otherwise. */
  putDevice(device: DeviceV1, known: FleetDevice | undefined): FleetDevice {
    const profile = this.#profileOf(device.profile);
    if (known !== undefined) {
      if (known.device.externalId !== device.externalId) this.removeDevice(known);
      known.change(device, profile);
    }
    const entry = known ?? new FleetDevice(device, profile);
    if (this.#devices.get(device.externalId) !== entry) {
      this.#devices.set(device.externalId, entry);
      this.#sorted = undefined;
    }
    return entry;
  }

  removeDevice(entry: FleetDevice): void {
    const { externalId } = entry.device;
    // Another may have taken its name already.
    if (this.#devices.get(externalId) !== entry) return;
    this.#devices.delete(externalId);
    this.#sorted = undefined;
  }

  device(externalId: string): FleetDevice | undefined {
    return this.#devices.get(externalId);
  }

  /** By external id, in order of code units. */
  devices(): readonly FleetDevice[] {
    this.#sorted ??= [...this.#devices.values()].sort((a, b) => compare(a.device.externalId, b.device.externalId));
    return this.#sorted;
  }

  #profileOf({ id, version }: ProfileRef): ProfileFacts {
    const key = `${id}@${version}`;
    let profile = this.#profiles.get(key);
    if (profile === undefined) this.#profiles.set(key, (profile = new ProfileFacts({ id, version })));
    return profile;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Where the devices after an external id begin in a list sorted by it. */
export function placeAfter(devices: readonly FleetDevice[], externalId: string): number {
  let low = 0;
  let high = devices.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((devices[middle]?.device.externalId ?? '') <= externalId) low = middle + 1;
    else high = middle;
  }
  return low;
}
