import { describe, expect, it } from '@jest/globals';
import { recogniseRecording } from './recognise.js';
import type { ReplayMapping } from './replay-mapping.js';

const mapping: ReplayMapping = {
  id: 'example',
  source: 'made for this test',
  profile: { id: 'any', version: 1, name: 'Any', lifetime: 'raw-24h', metrics: [] },
  format: { kind: 'delimited', delimiter: ';' },
  header: ['year', 'amps', 'station'],
  missing: [],
  time: { kind: 'epoch-seconds', column: 'year' },
  site: { name: 'here', timeZone: 'UTC', currency: 'EUR' },
  device: { kind: 'fixed', externalId: 'x' },
  columns: [],
};

const recognise = (
  text: string,
  mappings: readonly ReplayMapping[] = [mapping],
  name = 'a.csv',
  encoding: BufferEncoding = 'utf8',
) => recogniseRecording({ name, bytes: Buffer.from(text, encoding) }, mappings);

describe('recognition of a recording', () => {
  it('goes by delimiter and columns, whatever the quotes, byte-order mark and line end', () => {
    expect(recognise('\uFEFF"year";amps;"station"\r\n1;2;3\r\n')).toEqual({ mapping });
  });

  it('knows no file with other, further or fewer columns', () => {
    for (const line of ['year;amps', 'year;amps;station;x', 'year,amps,station', '']) {
      expect(recognise(`${line}\n`)).toEqual({ reason: "its first line is no known recording's" });
    }
  });

  it('reads the header in the recording’s encoding, behind its comments', () => {
    const german: ReplayMapping = {
      ...mapping,
      format: { kind: 'delimited', delimiter: '\t', encoding: 'latin1', comment: '#' },
      header: ['Zeit', 'T [ °C]'],
    };
    expect(recognise('# log\nZeit\tT [ °C]\n', [german], 'a.csv', 'latin1')).toEqual({ mapping: german });
    expect(recognise('Zeit\tT [ °C]\n', [german])).toHaveProperty('reason');
  });

  it('goes by the name too where several recordings have the same columns, and says so when none fits', () => {
    const two = ['cpu', 'net'].map((id) => ({ ...mapping, id, fileName: `^${id}_` }));
    expect(recognise('year;amps;station\n', two, 'net_1.csv')).toEqual({ mapping: two[1] });
    expect(recognise('year;amps;station\n', two, 'x.csv')).toEqual({
      reason: 'its columns are those of cpu (/^cpu_/), net (/^net_/), its name is none of theirs',
    });
  });

  it('goes by the first line where the file does not name its columns', () => {
    const bare: ReplayMapping = { ...mapping, format: { kind: 'dbus' }, firstLine: '^com\\.victron' };
    expect(recognise('com.victron.gps\n', [bare])).toEqual({ mapping: bare });
    expect(recognise('com.other\n', [bare])).toHaveProperty('reason');
    const headerless: ReplayMapping = { ...bare, format: { kind: 'delimited', delimiter: ',', headerless: true } };
    expect(recognise('com.victron.gps\n', [headerless])).toEqual({ mapping: headerless });
  });

  it('goes by the keys of the first object where there is one a line', () => {
    const lines: ReplayMapping = { ...mapping, format: { kind: 'json-lines' } };
    expect(recognise('{"station":1,"year":2,"amps":3}\n{', [lines])).toEqual({ mapping: lines });
    for (const text of ['{"station":1}', '{\n', 'null', '[]'])
      expect(recognise(text, [lines])).toHaveProperty('reason');
  });
});
