import { latestKey, type LatestValue, type RouteAnswer, type routes } from '@fieldline/contracts';
import type { HotStore } from '@fieldline/hot';
import { seesSite, type CallerIdentity } from '@fieldline/http';
import { TooLargeError } from '@fieldline/platform';
import type { ReadingStore } from '@fieldline/readings';
import type { FleetDevice } from '../../domain/fleet/fleet-device.js';
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
    return latest ?? this.#answer(entry, undefined);
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
    return entries.map((entry, index) => {
      const text = texts[index];
      return this.#answer(entry, text === undefined ? byId.get(entry.device.id) : (JSON.parse(text) as LatestValue));
    });
  }

  #answer(entry: FleetDevice, latest: LatestValue | undefined): Latest {
    const { externalId: device } = entry.device;
    if (latest === undefined) return { device, at: null, values: {}, units: {} };
    const metrics = metricsOf(this.#parts.fleet, entry);
    const units = Object.keys(latest.values).flatMap((name): [string, string][] => {
      const unit = metrics.get(name)?.unit;
      return unit === undefined ? [] : [[name, unit]];
    });
    return { device, at: latest.at, values: mutable(latest.values), units: Object.fromEntries(units) };
  }
}

/** As the contract types it. */
function mutable(values: LatestValue['values']): Latest['values'] {
  return values as Latest['values'];
}
