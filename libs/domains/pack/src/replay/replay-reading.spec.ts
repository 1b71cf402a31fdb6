import { describe, expect, it } from '@jest/globals';
import type { MetricDefinition, ProfileDefinition } from '../profile-definition.js';
import type { ReplayMapping } from './replay-mapping.js';
import { replayRows } from './replay-reading.js';

const metric = (name: string, unit: string, type: MetricDefinition['type'] = 'number'): MetricDefinition => ({
  metric: name,
  unit,
  kind: 'gauge',
  type,
  stalenessSeconds: 60,
});

const profile: ProfileDefinition = {
  id: 'any',
  version: 1,
  name: 'Any',
  lifetime: 'raw-24h',
  metrics: [
    metric('current', 'A'),
    metric('windDirection', 'deg'),
    metric('cellVoltages', 'V', 'number[]'),
    metric('alarm', '1', 'boolean'),
    metric('firmwareVersion', '1', 'string'),
  ],
};

const mapping: ReplayMapping = {
  id: 'example',
  source: 'made for this test',
  profile,
  format: { kind: 'delimited', delimiter: ';' },
  header: ['s', 'amps', 'wind', 'station'],
  missing: ['NA', '-200'],
  time: { kind: 'epoch-seconds', column: 's' },
  site: { name: 'here', timeZone: 'UTC', currency: 'EUR' },
  device: { kind: 'column', column: 'station', prefix: 'station-' },
  columns: [
    { column: 'amps', metric: 'current', unit: 'mA', negate: true },
    { column: 'wind', metric: 'windDirection', codes: { N: 0, E: 90 } },
  ],
};

const row = (amps: string, wind: string) => replayRows(mapping, 'a.csv')(['7.5', amps, wind, 'Dongsi']);

describe('reading of a recorded row', () => {
  it('names device, time and values as declared, in the profile’s unit', () => {
    expect(row('-2500', 'E')).toEqual({
      reading: { externalId: 'station-Dongsi', measuredAt: 7500, values: { current: 2.5, windDirection: 90 } },
      missing: 0,
    });
  });

  it('leaves out what is missing and counts it, and gives no reading where nothing is left', () => {
    expect(row('NA', 'N')).toMatchObject({ reading: { values: { windDirection: 0 } }, missing: 1 });
    expect(row('NA', '-200')).toEqual({ missing: 2 });
  });

  it('keeps zero a zero, without a sign', () => {
    expect(Object.is(row('0', 'N').reading?.values['current'], 0)).toBe(true);
    expect(Object.is(row('0.00', 'N').reading?.values['current'], 0)).toBe(true);
  });

  it('passes on as text what is neither a number nor missing, so that the platform accounts for it', () => {
    expect(row('3,5', 'XYZ').reading?.values).toEqual({ current: '3,5', windDirection: 'XYZ' });
    expect(row('', 'N').reading?.values).toEqual({ current: '', windDirection: 0 });
    expect(row('0x10', 'toString').reading?.values).toEqual({ current: '0x10', windDirection: 'toString' });
  });

  it('reads a decimal comma where it is declared, and no point then', () => {
    const german = replayRows({ ...mapping, decimalComma: true }, 'a.csv');
    expect(german(['1', '1,5', 'N', 'x']).reading?.values['current']).toBe(-0.0015);
    expect(german(['1', '1.5', 'N', 'x']).reading?.values['current']).toBe('1.5');
  });

  it('refuses a mapping to a metric that the profile has not, or between units of different quantities', () => {
    const with_ = (column: ReplayMapping['columns'][number]) => () =>
      replayRows({ ...mapping, columns: [column] }, 'a.csv');
    expect(with_({ column: 'amps', metric: 'courant' })).toThrow("the profile any has no metric 'courant'");
    expect(with_({ column: 'amps', metric: 'current', unit: 'mV' })).toThrow("no conversion from 'mV' to 'A'");
  });
});

describe('an array of several columns', () => {
  const cells = replayRows(
    {
      ...mapping,
      header: ['s', 'c1', 'c2', 'station'],
      columns: [],
      arrays: [{ columns: ['c1', 'c2'], metric: 'cellVoltages', unit: 'mV' }],
    },
    'a.csv',
  );

  it('holds them in order, converted', () => {
    expect(cells(['1', '3347', '3346', 'x']).reading?.values).toEqual({ cellVoltages: [3.347, 3.346] });
  });

  it('is absent where one is missing, for an array has no holes, and text where one is no number', () => {
    expect(cells(['1', '3347', 'NA', 'x'])).toEqual({ missing: 1 });
    expect(cells(['1', '3347', 'x', 'x']).reading?.values).toEqual({ cellVoltages: 'x' });
  });
});

describe('a recording of events', () => {
  const events: ReplayMapping = {
    ...mapping,
    header: ['s', 'name', 'value', 'text'],
    device: { kind: 'fixed', externalId: 'car' },
    columns: [],
    events: {
      signalColumn: 'name',
      valueColumn: 'value',
      signals: [
        { signal: '/I', metric: 'current', unit: 'A' },
        { signal: '/Alarm', metric: 'alarm', codes: { '0': false, '2': true } },
        { signal: '/Firmware', metric: 'firmwareVersion', column: 'text' },
      ],
      ignored: { '/Mgmt/': 'names itself', '/State': 'configures' },
    },
    equalInstants: 'next-millisecond',
  };
  const all = (rows: readonly (readonly string[])[], declared = events) => {
    const read = replayRows(declared, 'a.tsv');
    return rows.map(read).map(({ reading }) => reading && [reading.measuredAt, reading.values]);
  };

  it('gives each a reading of its own: numbers, states and texts', () => {
    expect(
      all([
        ['1', '/I', '2', '2A'],
        ['1', '/Alarm', '2', 'alarm'],
        ['2', '/Firmware', '67327', 'v1.06'],
      ]),
    ).toEqual([
      [1000, { current: 2 }],
      [1000, { alarm: true }],
      [2000, { firmwareVersion: 'v1.06' }],
    ]);
  });

  it('puts a further value of the same instant the next free millisecond later, so that none overwrites another', () => {
    const rows = ['1', '1', '1.001', '1', '2'].map((s, at) => [s, '/I', String(at), '']);
    expect(all(rows).map((reading) => reading?.[0])).toEqual([1000, 1001, 1002, 1000, 2000]);
    const corrections = { ...events, equalInstants: 'correction' } as const;
    expect(all(rows, corrections).map((reading) => reading?.[0])).toEqual([1000, 1000, 1001, 1000, 2000]);
  });

  it('leaves out what is declared so and sends a signal that is not declared as it stands', () => {
    expect(
      all([
        ['1', '/Mgmt/Name', 'x', 'x'],
        ['1', '/New', '5', '5W'],
      ]),
    ).toEqual([undefined, [1000, { '/New': '5' }]]);
  });

  it('tells a row that is declared to be left out from one that has no value', () => {
    const read = replayRows(events, 'a.tsv');
    expect(read(['1', '/Mgmt/Name', 'x', 'x'])).toEqual({ missing: 0, ignored: true });
    expect(read(['1', '/State', '1', ''])).toEqual({ missing: 0, ignored: true });
    expect(read(['1', '/Statement', '1', '']).reading?.values).toEqual({ '/Statement': '1' });
    expect(read(['1', '/I', 'NA', ''])).toEqual({ missing: 1 });
    expect(read(['1', '/New', 'NA', ''])).toEqual({ missing: 0 });
  });

  it('goes by the clock that one of its signals is', () => {
    const time = { kind: 'signal-clock', signal: '/Utc', start: '2014-11-17T12:15:30Z', reason: 'test' } as const;
    const rows = [
      ['9', '/I', '1', ''],
      ['9', '/Utc', '1416226531', ''],
      ['9', '/I', '2', ''],
      ['9', '/Utc', 'NA', ''],
      ['9', '/I', '3', ''],
    ];
    expect(all(rows, { ...events, time })).toEqual([
      [1416226530000, { current: 1 }],
      undefined,
      [1416226531000, { current: 2 }],
      undefined,
      [1416226531001, { current: 3 }],
    ]);
  });
});

describe('whose a recorded row is', () => {
  const externalId = (declared: Partial<ReplayMapping>, file: string, station = '1') =>
    replayRows({ ...mapping, ...declared }, file)(['1', '1', 'N', station]).reading?.externalId;

  it('is told by the file’s name', () => {
    const byName = {
      fileName: String.raw`^cycle_(\w+)\.csv$`,
      device: { kind: 'file-name', prefix: 'cell-' },
    } as const;
    expect(externalId(byName, 'cycle_US06.csv')).toBe('cell-US06');
    expect(() => externalId(byName, 'other.csv')).toThrow("the name 'other.csv' does not tell the device");
  });

  it('is told by the band that a number lies in, where two devices come in turn', () => {
    const bands = [
      { from: 0, externalId: 'b' },
      { from: 100, externalId: 'a' },
    ];
    const byBand = { device: { kind: 'bands', column: 'station', bands } } as const;
    expect(['7', '100', '99.9', '2000'].map((text) => externalId(byBand, 'x', text))).toEqual(['b', 'a', 'b', 'a']);
    expect(() => externalId(byBand, 'x', '-1')).toThrow("column 'station' holds '-1', which is no device's");
    expect(() => externalId(byBand, 'x', '')).toThrow("column 'station' holds ''");
  });
});
