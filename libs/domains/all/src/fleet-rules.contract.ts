import { expect, it } from '@jest/globals';
import { EXTERNAL_ID_PATTERN } from '@fieldline/contracts';
import { outsideProfile, type DomainPack, type FleetDevice } from '@fieldline/domain-pack';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
/** A Monday at the end of winter. */
const START = Date.parse('2026-03-02T00:00Z');
const SEED = 7;
const LIVED_DEVICES = 3;

/** What holds for the sample fleet of every pack. Cases name what breaks a rule. */
export function fleetRules({ profiles, fleet }: DomainPack): void {
  const devices = Array.from({ length: fleet.size }, (_, index) => fleet.device(index, SEED));

  it('has sites with a zone and a currency that there are, named once', () => {
    expect(fleet.sites.length).toBeGreaterThan(0);
    expect(new Set(fleet.sites.map(({ name }) => name)).size).toBe(fleet.sites.length);
    for (const { timeZone, currency, latitude, longitude } of fleet.sites) {
      expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
      expect(Intl.supportedValuesOf('currency')).toContain(currency);
      expect(Math.abs(latitude)).toBeLessThanOrEqual(90);
      expect(Math.abs(longitude)).toBeLessThanOrEqual(180);
    }
  });

  it('has devices that the registry takes, of sites and profiles that the pack has, and goes on beyond its size', () => {
    expect(fleet.size).toBeGreaterThan(0);
    for (const device of [...devices, fleet.device(fleet.size, SEED), fleet.device(4999, SEED)]) {
      expect(device.externalId).toMatch(EXTERNAL_ID_PATTERN);
      expect(device.name.length).toBeGreaterThan(0);
      expect(fleet.sites.map(({ name }) => name)).toContain(device.site);
      expect(profiles.map(({ id }) => id)).toContain(device.profile);
      expect(device.intervalSeconds).toBeGreaterThan(0);
    }
    expect(new Set(devices.map(({ externalId }) => externalId)).size).toBe(fleet.size);
  });

  it('calls a device by the same external id in every world', () => {
    const [here, there] = [SEED, SEED + 1].map((seed) => fleet.device(fleet.size - 1, seed).externalId);
    expect(here).toBe(there);
  });

  it('tells through a day what its profiles allow, and the same however often it was asked', () => {
    for (const device of livedDevices(devices)) {
      const metrics = profiles.find(({ id }) => id === device.profile)?.metrics ?? [];
      const often = device.simulate(START);
      const last = START + DAY_MINUTES * MINUTE_MS;
      let told = often.advance(START);
      for (let at = START; at <= last; at += 10 * MINUTE_MS) {
        told = often.advance(at);
        expect([device.externalId, ...outsideProfile(told, metrics)]).toEqual([device.externalId]);
        expect(Object.keys(told).length).toBeGreaterThan(0);
      }
      expect(device.simulate(START).advance(last)).toEqual(told);
    }
  });
}

/** One of each profile, the first ones, so that a day of life stays a matter of seconds. */
function livedDevices(devices: readonly FleetDevice[]): readonly FleetDevice[] {
  const first = new Map<string, FleetDevice>();
  for (const device of devices) if (!first.has(device.profile)) first.set(device.profile, device);
  return [...first.values()].slice(0, LIVED_DEVICES);
}
