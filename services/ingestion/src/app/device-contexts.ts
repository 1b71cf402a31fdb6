import {
  encodeReadingOrigin,
  type DeviceV1,
  type LifetimeClass,
  type ProfileV1,
  type SiteV1,
} from '@fieldline/contracts';
import { ProfileCheck } from '../domain/check-values.js';
import { REPLAY_SOURCE } from '../domain/replay-source.js';
import type { ArrivalMemory } from '../domain/stand-in-time.js';

/**
 * What the registry knows, as the hot path asks for it. `revision` rises with every change; what did not change is the
 * same object as before.
 */
export interface RegistryView {
  readonly revision: number;
  device(id: string): DeviceV1 | undefined;
  deviceByExternalId(tenantId: string, externalId: string): DeviceV1 | undefined;
  site(id: string): SiteV1 | undefined;
  profile(tenantId: string, id: string, version: number): ProfileV1 | undefined;
}

/** All that is the same for every reading of a device while the registry stands still. */
export interface DeviceContext {
  readonly device: DeviceV1;
  /** The unchanging beginning of its records. */
  readonly origin: string;
  /** The same for what is replayed. */
  readonly replayOrigin: string;
  readonly check: ProfileCheck;
  readonly metrics: ProfileV1['metrics'];
  /** Its site keeps history: what it sends may be far older than the device. */
  readonly keepsHistory: boolean;
  readonly counters: DeviceCounters;
}

/** What must outlive a change of the registry. */
export interface DeviceCounters extends ArrivalMemory {
  /** Receipt numbers given so far, per topic. */
  readings: number;
  refusals: number;
}

interface Known {
  readonly context: DeviceContext;
  readonly site: SiteV1;
  readonly profile: ProfileV1;
  /** Of the registry, when all three were last seen to be its own. */
  revision: number;
}

/** Device contexts, made at first use and anew when their device, site or profile changes. */
export class DeviceContexts {
  readonly #registry: RegistryView;
  readonly #runId: string;
  readonly #counters = new Map<string, DeviceCounters>();
  readonly #checks = new WeakMap<ProfileV1, ProfileCheck>();
  readonly #contexts = new Map<string, Known>();

  constructor(registry: RegistryView, runId: string) {
    this.#registry = registry;
    this.#runId = runId;
  }

  /** Undefined when the registry does not know the device (any more), its site or its profile. */
  byId(deviceId: string): DeviceContext | undefined {
    const known = this.#contexts.get(deviceId);
    return known?.revision === this.#registry.revision ? known.context : this.#renew(deviceId, known);
  }

  /** A child that is registered to the gateway. */
  child(tenantId: string, gatewayId: string, externalId: string): DeviceContext | undefined {
    const child = this.#registry.deviceByExternalId(tenantId, externalId);
    return child === undefined || child.gatewayId !== gatewayId || child.disabled ? undefined : this.byId(child.id);
  }

  counters(deviceId: string): DeviceCounters {
    let counters = this.#counters.get(deviceId);
    if (counters === undefined) {
      counters = { readings: 0, refusals: 0, lastArrival: 0, arrivals: new Map() };
      this.#counters.set(deviceId, counters);
    }
    return counters;
  }

  /** Something in the registry changed: mostly nothing of this device. */
  #renew(deviceId: string, known: Known | undefined): DeviceContext | undefined {
    const { revision } = this.#registry;
    const device = this.#registry.device(deviceId);
    const site = device && this.#registry.site(device.siteId);
    const profile = device && this.#registry.profile(device.tenantId, device.profile.id, device.profile.version);
    if (device === undefined || site === undefined || profile === undefined) {
      this.#contexts.delete(deviceId);
      return undefined;
    }
    if (known !== undefined && known.context.device === device && known.site === site && known.profile === profile) {
      known.revision = revision;
      return known.context;
    }
    const context = this.#make(device, site, profile);
    this.#contexts.set(deviceId, { context, site, profile, revision });
    return context;
  }

  #make(device: DeviceV1, site: SiteV1, profile: ProfileV1): DeviceContext {
    const deviceId = device.id;
    const lifetime: LifetimeClass = site.lifetime ?? profile.lifetime;
    const origin = {
      tenantId: device.tenantId,
      siteId: device.siteId,
      deviceId,
      profileId: profile.id,
      profileVersion: profile.version,
      lifetime,
      source: 'mqtt',
      runId: this.#runId,
    };
    const keepsHistory = site.lifetime === 'history';
    return {
      device,
      origin: encodeReadingOrigin(origin),
      replayOrigin: encodeReadingOrigin({ ...origin, source: REPLAY_SOURCE }),
      check: this.#check(profile),
      metrics: profile.metrics,
      keepsHistory,
      counters: this.counters(deviceId),
    };
  }

  #check(profile: ProfileV1): ProfileCheck {
    let check = this.#checks.get(profile);
    if (check === undefined) {
      check = new ProfileCheck(profile);
      this.#checks.set(profile, check);
    }
    return check;
  }
}
