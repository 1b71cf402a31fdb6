import type { RouteAnswer, RouteInput, routes } from '@fieldline/contracts';
import type { DomainCatalogue } from './domain-catalogue.js';
import { siteNameOf, type FleetDevice } from './fleet-device.js';
import { encodePlace } from './page-place.js';
import { placeAfter, type TenantFleet } from './tenant-fleet.js';

export type DeviceFilter = Omit<RouteInput<typeof routes.listDevices>['query'], 'cursor' | 'limit'>;
export type ListedDevices = RouteAnswer<typeof routes.listDevices>;

export interface Listing {
  readonly fleet: TenantFleet;
  readonly catalogue: DomainCatalogue;
  /** ms since 1970. */
  readonly now: number;
  readonly sees: (siteId: string) => boolean;
  readonly isConnected: (deviceId: string) => boolean;
}

export interface PageWanted {
  /** The last external id of the page before. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** A page of the devices that match, by external id, and how many match in all. */
export function listDevices(listing: Listing, filter: DeviceFilter, { after, limit }: PageWanted): ListedDevices {
  const devices = listing.fleet.devices();
  const matches = matcher(listing, filter);
  const from = after === undefined ? 0 : placeAfter(devices, after);
  const found: FleetDevice[] = [];
  let total = 0;
  devices.forEach((entry, place) => {
    if (!matches(entry)) return;
    total += 1;
    if (place >= from && found.length <= limit) found.push(entry);
  });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const items = page.map((entry) => listed(listing, entry));
  return found.length > limit && last !== undefined
    ? { items, total, next: encodePlace(last.device.externalId) }
    : { items, total };
}

function matcher(listing: Listing, filter: DeviceFilter): (entry: FleetDevice) => boolean {
  const { catalogue, now, sees, isConnected } = listing;
  const { site, profile, domain, state, connected, disabled } = filter;
  const part = filter.q?.toLowerCase();
  return (entry) => {
    const { device } = entry;
    if (!sees(device.siteId)) return false;
    if (site !== undefined && device.siteId !== site) return false;
    if (profile !== undefined && device.profile.id !== profile) return false;
    if (disabled !== undefined && device.disabled !== disabled) return false;
    if (domain !== undefined && catalogue.domainOf(device.profile.id).domain !== domain) return false;
    if (state !== undefined && entry.state(now) !== state) return false;
    if (connected !== undefined && isConnected(device.id) !== connected) return false;
    return part === undefined || entry.matches(part);
  };
}

function listed({ fleet, catalogue, now, isConnected }: Listing, entry: FleetDevice): ListedDevices['items'][number] {
  const { device } = entry;
  return {
    device: device.externalId,
    id: device.id,
    name: device.name,
    type: device.type,
    siteId: device.siteId,
    site: siteNameOf(fleet.sites, device.siteId),
    locationId: device.locationId ?? null,
    profile: device.profile,
    domain: catalogue.domainOf(device.profile.id).domain,
    disabled: device.disabled,
    state: entry.state(now),
    connected: isConnected(device.id),
    lastReadingAt: entry.lastArrivalAt === 0 ? null : entry.lastArrivalAt,
    readingsPerMinute: entry.readingsPerMinute(now),
    refusedLastHour: entry.refusedLastHour(now),
  };
}
