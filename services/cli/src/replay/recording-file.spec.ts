import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReplayMapping } from '@fieldline/domain-pack';
import { allPacks } from '@fieldline/domains';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openRecording, readRecording, type RecordedRow } from './recording-file.js';

const mappings = allPacks.flatMap((pack) => pack.replays);
const BEIJING = 'No,year,month,day,hour,PM2.5,PM10,SO2,NO2,CO,O3,TEMP,PRES,DEWP,RAIN,wd,WSPM,station';
const GOOD = '1,2016,3,1,0,1,1,1,1,1,1,1,1000,1,0,N,1,Dongsi';

function mappingOf(id: string): ReplayMapping {
  const found = mappings.find((mapping) => mapping.id === id);
  if (found === undefined) throw new Error(`there is no mapping ${id}`);
  return found;
}

describe('recorded files', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'fieldline-recording-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function write(text: string, name = 'recording.csv', encoding: BufferEncoding = 'utf8'): Promise<string> {
    const file = path.join(folder, name);
    await writeFile(file, text, encoding);
    return file;
  }

  async function readAll(file: string, known: readonly ReplayMapping[] = mappings): Promise<readonly RecordedRow[]> {
    const opened = await openRecording(file, known);
    if (opened.mapping === undefined) throw new Error(opened.reason);
    const rows: RecordedRow[] = [];
    for await (const row of readRecording(opened)) rows.push(row);
    return rows;
  }

  it('say why they are no recording, and fail only where they cannot be read', async () => {
    const file = await write('a,b\n1,2\n');
    expect(await openRecording(file, mappings)).toEqual({ file, reason: "its first line is no known recording's" });
    const series = await write('timestamp,value\n2014-04-02 14:29:00,1\n', 'mine.csv');
    expect(await openRecording(series, mappings)).toMatchObject({
      reason: expect.stringContaining('machine-temperature (/^machine_temperature_system_failure/)'),
    });
    await expect(openRecording('nowhere.csv', mappings)).rejects.toThrow('cannot read nowhere.csv: ENOENT');
    await expect(openRecording(folder, mappings)).rejects.toThrow('EISDIR');
  });

  it('know how large they are, and how much of them was read', async () => {
    const file = await write(`${BEIJING}\n${GOOD}\n${GOOD}\n`);
    const opened = await openRecording(file, mappings);
    const size = BEIJING.length + 2 * GOOD.length + 3;
    expect(opened).toMatchObject({ sizeBytes: size });
    expect((await readAll(file)).at(-1)).toMatchObject({ row: 2, bytesRead: size });
    const events = '{"name":"odometer","value":1,"timestamp":1364323939.0}\n';
    const rows = await readAll(await write(events.repeat(2), 'trace.json'));
    expect(rows.map(({ bytesRead }) => bytesRead)).toEqual([events.length, 2 * events.length]);
  });

  const linesOf = (rows: readonly RecordedRow[]) =>
    rows.map(({ reading, unusable }) => unusable ?? reading?.externalId);

  it('go on after a row whose time, number of columns, form or size does not fit, and name its line and why', async () => {
    const rows = [GOOD, GOOD.replace('2016,3', '2016,13'), '1,2', `${GOOD}"`, `${GOOD},`, GOOD];
    const file = await write(`${BEIJING}\n${rows.join('\n')}\n${GOOD.slice(0, 9)}`);
    expect(linesOf(await readAll(file))).toEqual([
      'beijing-Dongsi',
      { line: 3, fault: 'time', why: '2016-13-1 0 h is no date and hour' },
      { line: 4, fault: 'columns', why: 'there are 2 columns, expected 18' },
      { line: 5, fault: 'form', why: 'the quotes do not match' },
      { line: 6, fault: 'columns', why: 'there are 19 columns, expected 18' },
      'beijing-Dongsi',
      { line: 8, fault: 'columns', why: 'there are 4 columns, expected 18' },
    ]);
    const event = (value: string) => `{"name":"brake_pedal_status","value":"${value}","timestamp":1364323939.0}\n`;
    const trace = await write(`${event('a')}${event('x'.repeat(70_000))}${event('b')}{"na`, 'trace.json');
    expect(linesOf(await readAll(trace))).toEqual([
      'openxc-ford',
      { line: 2, fault: 'size', why: 'the reading has 70053 bytes, a message takes 65536' },
      'openxc-ford',
      { line: 4, fault: 'form', why: 'there is no JSON object' },
    ]);
    const dbus = await write('com.victronenergy.gps\n/Altitude\tDOUBLE\t1\t1m\n\n4\t/Altitude\n', 'gps.tsv');
    expect(linesOf(await readAll(dbus))).toEqual([
      'victron-gps',
      { line: 4, fault: 'columns', why: 'there are 2 columns, expected 5' },
    ]);
  });

  it('keep the time of the others where rows follow each other in equal steps', async () => {
    const declared: ReplayMapping = {
      ...mappingOf('machine-temperature'),
      fileName: '',
      time: { kind: 'declared-step', start: '2020-01-01T00:00:00Z', stepSeconds: 60, reason: 'made for this test' },
    };
    const rows = await readAll(await write('timestamp,value\nx,1\ntorn\nx,3\n', 'steps.csv'), [declared]);
    const start = Date.parse('2020-01-01T00:00:00Z');
    expect(rows.map(({ reading }) => reading?.measuredAt)).toEqual([start, undefined, start + 120_000]);
  });

  it('are read in their encoding, with their comments, and a delimiter too many where that is declared', async () => {
    const declared: ReplayMapping = {
      ...mappingOf('machine-temperature'),
      format: { kind: 'delimited', delimiter: '\t', encoding: 'latin1', comment: '#', trailingDelimiter: true },
      fileName: '',
      header: ['Zeit', 'T [ °C]'],
      time: { kind: 'local', column: 'Zeit', format: 'dd.MM.yyyy HH:mm', zone: 'Europe/Berlin' },
      columns: [{ column: 'T [ °C]', metric: 'temperature' }],
      decimalComma: true,
    };
    const file = await write('# log\nZeit\tT [ °C]\n01.07.2018 00:00\t18,1\t\n# more\n', 'log.csv', 'latin1');
    expect(await readAll(file, [declared])).toMatchObject([
      { row: 1, reading: { measuredAt: Date.parse('2018-07-01T00:00+02:00'), values: { temperature: 18.1 } } },
    ]);
  });

  it('may have no header line', async () => {
    const file = await write('# Based on the US06 drive cycle,\n# time [s],current [A]\n0,0.5\n1,-0.25\n', 'US06.csv');
    const rows = await readAll(file);
    expect(rows.map(({ reading }) => reading?.values)).toEqual([{ current: 0.5 }, { current: -0.25 }]);
    expect(rows[0]?.reading?.externalId).toBe('drive-cycle-US06');
  });

  it('of D-Bus begin with the tree, which stood there at second 0', async () => {
    const tree = '/Dc/0/Voltage\tDOUBLE\t13.5\t13.50V\n/Soc\tARRAY\t[]\t\n/Mgmt/Name\tSTRING\tx\tx\n';
    const changes = '2\t/Dc/0/Current\tDOUBLE\t-1.5\t-1.5A\n';
    const rows = await readAll(await write(`com.victronenergy.battery.ttyUSB1\n${tree}\n${changes}\n`, 'shunt.tsv'));
    const start = Date.parse('2024-08-01T00:00:00Z');
    expect(rows.map(({ reading, missing }) => [reading?.measuredAt, reading?.values, missing])).toEqual([
      [start, { voltage: 13.5 }, 0],
      [undefined, undefined, 1],
      [undefined, undefined, 0],
      [start + 2000, { current: 1.5 }, 0],
    ]);
  });

  it('give the same when they are read again', async () => {
    const event = '{"name":"odometer","value":1,"timestamp":1364323939.0}\n';
    const file = await write(event.repeat(3), 'trace.json');
    const first = await readAll(file);
    expect(first.map(({ reading }) => reading?.measuredAt)).toEqual([
      1_364_323_939_000, 1_364_323_939_001, 1_364_323_939_002,
    ]);
    expect(await readAll(file)).toEqual(first);
  });
});
