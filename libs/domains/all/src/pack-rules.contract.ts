import { describe, expect, it } from '@jest/globals';
import type { DomainPack } from '@fieldline/domain-pack';
import { fleetRules } from './fleet-rules.contract.js';
import { profileRules } from './profile-rules.contract.js';

/** What holds for every pack by itself. */
export function describePackRules(pack: DomainPack): void {
  describe(`the pack ${pack.id}`, () => {
    profileRules(pack);
    fleetRules(pack);
    replayRules(pack);
  });
}

function replayRules({ profiles, replays }: DomainPack): void {
  it('maps recordings to metrics that its profiles have, from columns that the file has', () => {
    for (const { id, profile, header, columns } of replays) {
      expect({ id, known: profiles.includes(profile) }).toEqual({ id, known: true });
      const metrics = profile.metrics.map(({ metric }) => metric);
      expect(metrics).toEqual(expect.arrayContaining(columns.map(({ metric }) => metric)));
      if (header.length > 0) expect(header).toEqual(expect.arrayContaining(columns.map(({ column }) => column)));
    }
  });
}

/** What holds between packs. */
export function describePacksTogether(packs: readonly DomainPack[]): void {
  const profiles = packs.flatMap((pack) => pack.profiles);

  describe(`the packs ${packs.map(({ id }) => id).join(', ')}`, () => {
    it('are named once, and so is each profile version, recording and site', () => {
      const names = [
        ...packs.map(({ id }) => `pack ${id}`),
        ...profiles.map(({ id, version }) => `profile ${id}@${version}`),
        ...packs.flatMap(({ replays }) => replays.map(({ id }) => `recording ${id}`)),
        ...packs.flatMap(({ fleet }) => fleet.sites.map(({ name }) => `site ${name}`)),
      ];
      expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    });

    it('mean the same by the same metric name: unit, kind and type', () => {
      const meanings = new Map<string, string>();
      const faults = profiles.flatMap(({ id, metrics }) =>
        metrics.flatMap(({ metric, unit, kind, type }) => {
          const meaning = `${unit} ${kind} ${type}`;
          const known = meanings.get(metric) ?? meaning;
          meanings.set(metric, known);
          return known === meaning ? [] : [`${id}.${metric} is ${meaning}, elsewhere ${known}`];
        }),
      );
      expect(faults).toEqual([]);
    });

    it('call no two devices by the same external id', () => {
      const ids = packs.flatMap(({ fleet }) =>
        Array.from({ length: fleet.size }, (_, index) => fleet.device(index, 1).externalId),
      );
      expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    });
  });
}
