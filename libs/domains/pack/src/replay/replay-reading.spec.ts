import { describe, expect, it } from '@jest/globals';
import type { ReplayMapping } from './replay-mapping.js';
import { recogniseRecording } from './recognise.js';
import { replayRows } from './replay-reading.js';

const mapping: ReplayMapping = {
  id: 'example',
  source: 'made for this test',
  profile: 'any',
  header: ['year', 'month', 'day', 'hour', 'amps', 'wind', 'station'],
  delimiter: ';',
  missing: ['NA', '-200'],
  time: { kind: 'local-hour', year: 'year', month: 'month', day: 'day', hour: 'hour', zone: 'UTC' },
  site: { name: 'here', timeZone: 'UTC', currency: 'EUR' },
  device: { kind: 'column', column: 'station', prefix: 'station-' },
  columns: [
    { column: 'amps', metric: 'current', scale: -1 },
    { column: 'wind', metric: 'windDirection', codes: { N: 0, E: 90 } },
  ],
};

const reading = (amps: string, wind: string) => replayRows(mapping)(['2016', '3', '1', '0', amps, wind, 'Dongsi']);

describe('reading of a recorded row', () => {
  it('names device, time and values as declared', () => {
    expect(reading('-2.5', 'E')).toEqual({
      externalId: 'station-Dongsi',
      measuredAt: Date.parse('2016-03-01T00:00:00Z'),
      values: { current: 2.5, windDirection: 90 },
      missing: 0,
    });
  });

  it('leaves out what is missing and counts it', () => {
    expect(reading('NA', '-200')).toMatchObject({ values: {}, missing: 2 });
  });

  it('keeps zero a zero, without a sign', () => {
    expect(Object.is(reading('0', 'N').values['current'], 0)).toBe(true);
  });

  it('passes on as text what is neither a number nor missing, so that the platform accounts for it', () => {
    expect(reading('3,5', 'XYZ').values).toEqual({ current: '3,5', windDirection: 'XYZ' });
    expect(reading('', 'N').values).toEqual({ current: '', windDirection: 0 });
  });
});

describe('recognition of a recording', () => {
  it('goes by delimiter and columns, whatever the quotes, byte-order mark and line end', () => {
    expect(recogniseRecording('\uFEFF"year";month;day;hour;amps;wind;"station"\r', [mapping])).toBe(mapping);
  });

  it('knows no file with other, further or fewer columns', () => {
    for (const line of ['year;month;day;hour;amps;wind', 'year;month;day;hour;amps;wind;station;x', 'year,month', '']) {
      expect(recogniseRecording(line, [mapping])).toBeUndefined();
    }
  });
});
