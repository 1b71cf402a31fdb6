import type { RouteAnswer, routes } from '@fieldline/contracts';
import { siteNameOf, type DeviceState } from './fleet-device.js';
import type { Listing } from './list-devices.js';

export type Overview = RouteAnswer<typeof routes.getOverview>;

interface DeviceFacts {
  readonly state: DeviceState;
  readonly connected: boolean;
  readonly disabled: boolean;
  readonly refused: number;
  readonly inTenSeconds: number;
}

class StateCounts {
  devices = 0;
  online = 0;
  stale = 0;
  silent = 0;
  connected = 0;
  disabled = 0;
  refusedLastHour = 0;
  #inTenSeconds = 0;

  add({ state, connected, disabled, refused, inTenSeconds }: DeviceFacts): void {
    this.devices += 1;
    this[state] += 1;
    if (connected) this.connected += 1;
    if (disabled) this.disabled += 1;
    this.refusedLastHour += refused;
    this.#inTenSeconds += inTenSeconds;
  }

  answer(): Overview['total'] {
    const { devices, online, stale, silent, connected, disabled, refusedLastHour } = this;
    const messagesPerSecond = this.#inTenSeconds / 10;
    return { devices, online, stale, silent, connected, disabled, refusedLastHour, messagesPerSecond };
  }
}

/** All devices that the caller sees, by site and by domain; a site without devices is among them. */
export function overviewOf({ fleet, catalogue, now, sees, isConnected }: Listing): Overview {
  const total = new StateCounts();
  const sites = new Map<string, StateCounts>();
  const domains = new Map<string, { readonly domainName: string; readonly counts: StateCounts }>();
  for (const { id } of fleet.sites.values()) if (sees(id)) sites.set(id, new StateCounts());
  for (const entry of fleet.devices()) {
    const { id, siteId, profile } = entry.device;
    if (!sees(siteId)) continue;
    const { domain, domainName } = catalogue.domainOf(profile.id);
    let site = sites.get(siteId);
    if (site === undefined) sites.set(siteId, (site = new StateCounts()));
    let ofDomain = domains.get(domain);
    if (ofDomain === undefined) domains.set(domain, (ofDomain = { domainName, counts: new StateCounts() }));
    const facts = {
      state: entry.state(now),
      connected: isConnected(id),
      disabled: entry.device.disabled,
      refused: entry.refusedLastHour(now),
      inTenSeconds: entry.readingsInTenSeconds(now),
    };
    for (const counts of [total, site, ofDomain.counts]) counts.add(facts);
  }
  return {
    at: now,
    total: total.answer(),
    sites: [...sites]
      .map(([siteId, counts]) => ({ siteId, site: siteNameOf(fleet.sites, siteId), ...counts.answer() }))
      .sort((a, b) => a.site.localeCompare(b.site)),
    domains: [...domains]
      .map(([domain, { domainName, counts }]) => ({ domain, domainName, ...counts.answer() }))
      .sort((a, b) => a.domainName.localeCompare(b.domainName)),
  };
}
