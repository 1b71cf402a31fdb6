import { describe, expect, it } from '@jest/globals';
import { vehiclePack } from './vehicle.pack.js';

const { profiles, hints, seedNames, fleet } = vehiclePack;
const named = (profile: string) => profiles.find(({ id }) => id === profile)?.metrics ?? [];

describe('vehicle pack', () => {
  it('says of each range why it is what it is', () => {
    const ranged = profiles
      .flatMap(({ metrics }) => metrics)
      .filter(({ min, max }) => min !== undefined || max !== undefined);
    expect(ranged.filter(({ reason = '' }) => reason.length < 10)).toEqual([]);
  });

  it('hints at each profile once, with metrics that it has, and bands in order that do not overlap', () => {
    expect(hints.map(({ profile }) => profile).sort()).toEqual(profiles.map(({ id }) => id).sort());
    for (const { profile, order, bands } of hints) {
      const metrics = named(profile).map(({ metric }) => metric);
      expect(metrics).toEqual(expect.arrayContaining([...order]));
      expect(metrics).toEqual(expect.arrayContaining(bands.map(({ metric }) => metric)));
      for (const metric of new Set(bands.map((band) => band.metric))) {
        const own = bands.filter((band) => band.metric === metric);
        own.slice(1).forEach(({ from = -Infinity }, i) => expect(own[i]?.to ?? Infinity).toBeLessThanOrEqual(from));
      }
    }
  });

  it('names the metrics that the seed’s names became', () => {
    const metrics = seedNames
      .map(({ became }) => became.split('.'))
      .filter(([profile = '']) => named(profile).length > 0);
    expect(metrics.length).toBeGreaterThan(5);
    for (const [profile = '', metric] of metrics) {
      expect(named(profile).map((spec) => spec.metric)).toContain(metric);
    }
  });

  it('has a fleet whose devices stand at its sites, under profiles that it has, and goes on beyond its size', () => {
    const devices = Array.from({ length: 2 * fleet.size }, (_, index) => fleet.device(index, 1));
    expect(new Set(devices.map(({ externalId }) => externalId)).size).toBe(2 * fleet.size);
    expect(fleet.sites.map(({ name }) => name)).toEqual(expect.arrayContaining(devices.map(({ site }) => site)));
    expect(profiles.map(({ id }) => id)).toEqual(expect.arrayContaining(devices.map(({ profile }) => profile)));
  });
});
