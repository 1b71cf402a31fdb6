import type { DomainPack, FleetDevice, FleetSite, MetricDefinition } from '@fieldline/domain-pack';

/** A device of a pack's fleet, with what a simulation needs to know of it. */
export interface ChosenDevice {
  /** The pack's id. */
  readonly domain: string;
  readonly device: FleetDevice;
  readonly site: FleetSite;
  /** Of the newest version of its profile. */
  readonly metrics: readonly MetricDefinition[];
}

/**
 * The first devices of each fleet: as many as its sample has, or `count` over all fleets alike, one of each in turn.
 * Throws RangeError where a fleet contradicts itself or another.
 */
export function chooseDevices(packs: readonly DomainPack[], seed: number, count?: number): readonly ChosenDevice[] {
  const chosen: ChosenDevice[] = [];
  const used = new Set<string>();
  const wanted = count ?? packs.reduce((sum, { fleet }) => sum + fleet.size, 0);
  for (let index = 0; chosen.length < wanted; index++) {
    for (const pack of packs) {
      if (chosen.length < wanted && (count !== undefined || index < pack.fleet.size)) {
        chosen.push(chosenDevice(pack, index, seed));
      }
    }
  }
  for (const { device } of chosen) {
    if (used.has(device.externalId))
      throw new RangeError(`two devices of the fleets are called '${device.externalId}'`);
    used.add(device.externalId);
  }
  return chosen;
}

function chosenDevice(pack: DomainPack, index: number, seed: number): ChosenDevice {
  const device = pack.fleet.device(index, seed);
  const site = pack.fleet.sites.find(({ name }) => name === device.site);
  if (site === undefined) throw new RangeError(`${device.externalId} is at '${device.site}', which ${pack.id} lacks`);
  const versions = pack.profiles.filter(({ id }) => id === device.profile);
  const newest = versions.sort((a, b) => b.version - a.version)[0];
  if (newest === undefined)
    throw new RangeError(`${device.externalId} has the profile '${device.profile}', which ${pack.id} lacks`);
  return { domain: pack.id, device, site, metrics: newest.metrics };
}
