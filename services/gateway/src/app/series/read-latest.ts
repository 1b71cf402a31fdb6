import { latestKey, type LatestValue, type MetricSpec, type RouteAnswer, type routes } from '@fieldline/contracts';
import type { HotStore } from '@fieldline/hot';
import { seesSite, type CallerIdentity } from '@fieldline/http';
import { TooLargeError } from '@fieldline/platform';
import type { ReadingStore } from '@fieldline/readings';
import type { FleetDevice } from '../../domain/fleet/fleet-device.js';
import type { ProfileFacts } from '../../domain/fleet/profile-facts.js';
import { metricsOf } from './device-metrics.js';
import type { FleetView } from '../fleet/fleet-view.js';
import { checkSeenSite, seenDevice } from '../fleet/seen-devices.js';

export interface ReadLatestParts {
  readonly fleet: FleetView;
  readonly hot: HotStore;
  readonly store: ReadingStore;
}

type Latest = RouteAnswer<typeof routes.getLatest>;

const MOST_DEVICES = 1_000;

/** The newest values of devices: from the hot store, and what is not there from the raw series. */
export class ReadLatest {
  readonly #parts: ReadLatestParts;

  constructor(parts: ReadLatestParts) {
    this.#parts = parts;
  }

  /** Throws NotFoundError. Rejects with RetriableError when the store is needed and away. */
  async one(caller: CallerIdentity, externalId: string): Promise<Latest> {
    const entry = seenDevice(this.#parts.fleet, caller, externalId);
    const [latest] = await this.#read(caller.tenantId, [entry]);
    return latest ?? this.#answer(entry, undefined, this.#unitsOf());
  }

  /** Of the devices named, of those of a site, of both where both are given; else of all that the caller sees. Throws TooLargeError beyond 1,000. */
  async many(
    caller: CallerIdentity,
    { device, site }: { readonly device?: readonly string[] | undefined; readonly site?: string | undefined },
  ): Promise<readonly Latest[]> {
    const { fleet } = this.#parts;
    if (site !== undefined) checkSeenSite(fleet, caller, site);
    const named = device && [...new Set(device)].map((externalId) => seenDevice(fleet, caller, externalId));
    const entries = (named ?? fleet.tenant(caller.tenantId).devices()).filter(
      (entry) => seesSite(caller, entry.device.siteId) && (site === undefined || entry.device.siteId === site),
    );
    if (entries.length > MOST_DEVICES) {
      throw new TooLargeError(`these are ${entries.length} devices, and at most ${MOST_DEVICES} go at once: name some`);
    }
    return this.#read(caller.tenantId, entries);
  }

  async #read(tenantId: string, entries: readonly FleetDevice[]): Promise<readonly Latest[]> {
    const { hot, store } = this.#parts;
    const texts = await hot.getMany(entries.map(({ device }) => latestKey(device.siteId, device.id)));
    const missing = entries.filter((_, index) => texts[index] === undefined).map(({ device }) => device.id);
    const kept = missing.length === 0 ? [] : await store.latest(tenantId, missing);
    const byId = new Map<string, LatestValue>(kept.map((latest) => [latest.deviceId, latest]));
    const units = this.#unitsOf();
    return entries.map((entry, index) => {
      const text = texts[index];
      const latest = text === undefined ? byId.get(entry.device.id) : (JSON.parse(text) as LatestValue);
      return this.#answer(entry, latest, units);
    });
  }

  #answer(entry: FleetDevice, latest: LatestValue | undefined, units: UnitsOf): Latest {
    const { externalId: device } = entry.device;
    if (latest === undefined) return { device, at: null, values: {}, units: {} };
    const known = units(entry);
    const own = Object.keys(latest.values).flatMap((name): [string, string][] => {
      const unit = known.get(name)?.unit;
      return unit === undefined ? [] : [[name, unit]];
    });
    const values = Object.entries(latest.values).map(([name, value]): [string, Latest['values'][string]] => [
      name,
      typeof value === 'object' ? [...value] : value,
    ]);
    return { device, at: latest.at, values: Object.fromEntries(values), units: Object.fromEntries(own) };
  }

  /** Looks the metrics of a profile up once, however many devices have it. */
  #unitsOf(): UnitsOf {
    const known = new Map<ProfileFacts, ReadonlyMap<string, MetricSpec>>();
    return (entry) => {
      let metrics = known.get(entry.profile);
      if (metrics === undefined) known.set(entry.profile, (metrics = metricsOf(this.#parts.fleet, entry)));
      return metrics;
    };
  }
}

type UnitsOf = (entry: FleetDevice) => ReadonlyMap<string, MetricSpec>;
