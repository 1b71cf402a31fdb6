import type { FleetDevice } from '../../domain/fleet/fleet-device.js';
import type { LiveReader } from './live-reader.js';

export const LIVE_EVENTS = ['reading', 'refused', 'connection', 'device'] as const;
export type LiveEvent = (typeof LIVE_EVENTS)[number];

export interface LiveFilter {
  readonly tenantId: string;
  /** ULIDs; null: all that the tenant has. */
  readonly sites: ReadonlySet<string> | null;
  /** External ids; null: all. */
  readonly devices: ReadonlySet<string> | null;
  readonly events: ReadonlySet<LiveEvent>;
}

/** Readers that want the same: what they get is put into bytes once. */
export class LiveAudience {
  readonly filter: LiveFilter;
  readonly readers = new Set<LiveReader>();
  #texts: string[] = [];
  #length = 0;

  constructor(filter: LiveFilter) {
    this.filter = filter;
  }

  /** Characters that wait to be sent. */
  get length(): number {
    return this.#length;
  }

  gather(text: string): void {
    this.#texts.push(text);
    this.#length += text.length;
  }

  /** Hands what was gathered to every reader. */
  flush(): void {
    if (this.#length === 0) return;
    const chunk = Buffer.from(this.#texts.join(''));
    this.#texts = [];
    this.#length = 0;
    for (const reader of this.readers) reader.send(chunk);
  }
}

export function wants(filter: LiveFilter, event: LiveEvent, entry: FleetDevice): boolean {
  const { tenantId, externalId, siteId } = entry.device;
  return (
    filter.tenantId === tenantId &&
    filter.events.has(event) &&
    (filter.devices === null || filter.devices.has(externalId)) &&
    (filter.sites === null || filter.sites.has(siteId))
  );
}

/** Equal for filters that want the same. */
export function filterKey({ tenantId, sites, devices, events }: LiveFilter): string {
  const list = (set: ReadonlySet<string> | null): readonly string[] | null => (set === null ? null : [...set].sort());
  return JSON.stringify([tenantId, list(sites), list(devices), list(events)]);
}

/** The audiences of all tenants, so that a record meets only those that may want it. */
export class LiveAudiences {
  readonly #byKey = new Map<string, LiveAudience>();
  readonly #wide = new Map<string, Set<LiveAudience>>();
  readonly #byDevice = new Map<string, Set<LiveAudience>>();

  get all(): Iterable<LiveAudience> {
    return this.#byKey.values();
  }

  get isEmpty(): boolean {
    return this.#byKey.size === 0;
  }

  /** The audience of a filter, made where there is none. */
  of(filter: LiveFilter): LiveAudience {
    const key = filterKey(filter);
    let audience = this.#byKey.get(key);
    if (audience === undefined) {
      this.#byKey.set(key, (audience = new LiveAudience(filter)));
      for (const set of this.#places(filter)) set.add(audience);
    }
    return audience;
  }

  /** An audience without readers goes. */
  leave(audience: LiveAudience, reader: LiveReader): void {
    audience.readers.delete(reader);
    if (audience.readers.size > 0) return;
    this.#byKey.delete(filterKey(audience.filter));
    for (const set of this.#places(audience.filter)) set.delete(audience);
    const { tenantId, devices } = audience.filter;
    for (const device of devices ?? []) {
      const name = nameOf(tenantId, device);
      if (this.#byDevice.get(name)?.size === 0) this.#byDevice.delete(name);
    }
  }

  *wanting(event: LiveEvent, entry: FleetDevice): Iterable<LiveAudience> {
    const { tenantId, externalId } = entry.device;
    for (const set of [this.#wide.get(tenantId), this.#byDevice.get(nameOf(tenantId, externalId))]) {
      for (const audience of set ?? []) if (wants(audience.filter, event, entry)) yield audience;
    }
  }

  #places({ tenantId, devices }: LiveFilter): readonly Set<LiveAudience>[] {
    if (devices === null) return [grow(this.#wide, tenantId)];
    return [...devices].map((device) => grow(this.#byDevice, nameOf(tenantId, device)));
  }
}

/** Neither part may hold a space. */
function nameOf(tenantId: string, externalId: string): string {
  return `${tenantId} ${externalId}`;
}

function grow(map: Map<string, Set<LiveAudience>>, key: string): Set<LiveAudience> {
  let set = map.get(key);
  if (set === undefined) map.set(key, (set = new Set()));
  return set;
}
