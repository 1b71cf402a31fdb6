import { describe, expect, it } from '@jest/globals';
import { EXTERNAL_ID_PATTERN } from '@fieldline/contracts';
import { linearConversion, replayRows, type ReplayMapping } from '@fieldline/domain-pack';
import { allPacks } from './all-packs.js';

const mappings = allPacks.flatMap((pack) => pack.replays);
const profiles = allPacks.flatMap((pack) => pack.profiles);

/** The columns that time and device are made from. */
function keyColumns({ time, device, events }: ReplayMapping): readonly string[] {
  const ofTime = (): readonly string[] => {
    switch (time.kind) {
      case 'local':
      case 'epoch-seconds':
        return [time.column];
      case 'local-hour':
        return [time.year, time.month, time.day, time.hour];
      case 'start-and-elapsed':
        return [time.startColumn, time.elapsedSecondsColumn];
      case 'declared-start':
        return [time.elapsedSecondsColumn];
      case 'declared-step':
      case 'signal-clock':
        return [];
    }
  };
  return [
    ...ofTime(),
    ...('column' in device ? [device.column] : []),
    ...(events === undefined ? [] : [events.signalColumn, events.valueColumn]),
  ];
}

const valuesOf = ({ columns, arrays = [], events }: ReplayMapping) => [
  ...columns,
  ...arrays,
  ...(events?.signals ?? []),
];

function valueColumns({ columns, arrays = [], events }: ReplayMapping): readonly string[] {
  return [
    ...columns.map(({ column }) => column),
    ...arrays.flatMap((array) => array.columns),
    ...(events?.signals.flatMap(({ column }) => column ?? []) ?? []),
  ];
}

describe('the declared recordings', () => {
  it('are named once each, belong to a profile of the packs, and name their source', () => {
    const ids = mappings.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { profile, source } of mappings) {
      expect(profiles).toContain(profile);
      expect(source).toMatch(/MIT|BSD|CC BY/);
    }
  });

  it('account for every column: it is a value, time, device, or ignored for a reason', () => {
    for (const mapping of mappings) {
      const used = new Set([...keyColumns(mapping), ...valueColumns(mapping)]);
      const ignored = mapping.ignored ?? {};
      const accounted = [...used, ...Object.keys(ignored)].sort();
      expect([mapping.id, accounted]).toEqual([mapping.id, [...new Set(mapping.header)].sort()]);
      for (const reason of Object.values(ignored)) expect(reason).not.toBe('');
    }
  });

  it('map only to metrics that the profile has, each once, in units that lead to the profile’s', () => {
    for (const mapping of mappings) {
      const names = valuesOf(mapping).map(({ metric }) => metric);
      expect([mapping.id, names]).toEqual([mapping.id, [...new Set(names)]]);
      for (const { metric, unit, codes } of valuesOf(mapping)) {
        const spec = mapping.profile.metrics.find((known) => known.metric === metric);
        expect([metric, spec]).not.toEqual([metric, undefined]);
        const isNumber = spec?.type === 'number' || spec?.type === 'number[]';
        // a number is recorded in a unit or as a code; anything else has none
        expect([metric, unit !== undefined]).toEqual([metric, isNumber && codes === undefined]);
        if (unit !== undefined) expect(() => linearConversion(unit, spec?.unit ?? '')).not.toThrow();
      }
    }
  });

  it('have sites and clocks in zones that there are, and starts that are instants', () => {
    for (const { site, time } of mappings) {
      expect(() => new Intl.DateTimeFormat('en', { timeZone: site.timeZone })).not.toThrow();
      if ('zone' in time) expect(() => new Intl.DateTimeFormat('en', { timeZone: time.zone })).not.toThrow();
      if ('start' in time) expect(time.start).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/);
      if ('reason' in time) expect(time.reason).not.toBe('');
    }
  });

  it('give devices names that a topic can hold', () => {
    const fixed = mappings.flatMap(({ device }) =>
      device.kind === 'fixed'
        ? [device.externalId]
        : device.kind === 'bands'
          ? device.bands.map(({ externalId }) => externalId)
          : [],
    );
    for (const name of fixed) expect(name).toMatch(EXTERNAL_ID_PATTERN);
  });

  it('are told apart: where two begin alike, each has a name of its own', () => {
    const beginnings = mappings.map(({ format, header, fileName, firstLine }) => {
      return JSON.stringify([format.kind, header, firstLine, fileName]);
    });
    expect(new Set(beginnings).size).toBe(mappings.length);
    for (const { id, format, header, fileName, firstLine } of mappings) {
      const alike = mappings.filter(
        (other) => other.format.kind === format.kind && String(other.header) === String(header),
      );
      if (alike.length > 1) expect([id, fileName ?? firstLine]).not.toEqual([id, undefined]);
    }
  });

  it('compile: all that can be wrong in a declaration is found before the first row', () => {
    for (const mapping of mappings) {
      const name = mapping.device.kind === 'file-name' ? nameLike(mapping.fileName ?? '') : 'any';
      expect(() => replayRows(mapping, name)).not.toThrow();
    }
  });
});

/** A name that the pattern of one of the recordings with several files matches. */
function nameLike(pattern: string): string {
  const name = ['chen2020_dfn_1c_25c.csv', 'US06.csv'].find((candidate) => new RegExp(pattern).test(candidate));
  if (name === undefined) throw new Error(`no name here matches ${pattern}`);
  return name;
}

describe('the profiles', () => {
  it('convert what arrives in another unit as the table of units does', () => {
    for (const { id, metrics } of profiles) {
      for (const { metric, unit, arrivesIn, scale = 1, offset = 0 } of metrics) {
        if (arrivesIn === undefined) continue;
        const exact = linearConversion(arrivesIn, unit);
        const ratio = ({ numerator, denominator }: typeof exact.scale): number =>
          Number(numerator) / Number(denominator);
        expect([id, metric, scale, offset]).toEqual([id, metric, ratio(exact.scale), ratio(exact.offset)]);
      }
    }
  });
});
