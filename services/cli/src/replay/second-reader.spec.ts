import { describe, expect, it } from '@jest/globals';
import { allPacks } from '@fieldline/domains';
import type { ProfileDefinition } from '@fieldline/domain-pack';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { openRecording, readRecording, type Recording, type RecordedRow } from './recording-file.js';
import { RowCounter } from './row-counter.js';
import { plainLedger, plainRecordings } from './second-reader.contract.js';
import { times } from './second-reader-text.contract.js';

const SHARED = process.env['FIELDLINE_SHARED'] ?? path.resolve(import.meta.dirname, '../../../../../shared');
const here = existsSync(path.join(SHARED, 'data/battery'));
const recordingIt = here ? it : it.skip;
const plain = here ? plainRecordings(SHARED) : [];
const mappings = allPacks.flatMap((pack) => pack.replays);

async function open(file: string): Promise<Recording> {
  const opened = await openRecording(file, mappings);
  if (opened.mapping === undefined) throw new Error(`${file}: ${opened.reason}`);
  return opened;
}

async function readAll(recording: Recording): Promise<readonly RecordedRow[]> {
  const rows: RecordedRow[] = [];
  for await (const row of readRecording(recording)) rows.push(row);
  return rows;
}

/** What the profile would refuse. */
function strangers({ metrics }: ProfileDefinition, rows: readonly RecordedRow[]): readonly string[] {
  const specs = new Map(metrics.map((spec) => [spec.metric, spec]));
  return rows.flatMap(({ row, reading }) =>
    Object.entries(reading?.values ?? {}).flatMap(([metric, value]) => {
      const spec = specs.get(metric);
      const { min = -Infinity, max = Infinity, states, type } = spec ?? {};
      const fits = [value].flat().every((item) => {
        if (type === 'number' || type === 'number[]') return typeof item === 'number' && item >= min && item <= max;
        return typeof item === type && (states === undefined || states.includes(String(item)));
      });
      return fits ? [] : [`row ${row}: ${metric} = ${JSON.stringify(value)}`];
    }),
  );
}

describe('every recording', () => {
  for (const { file, devices, rows, ignored, withoutValue, missing, readings } of plain) {
    recordingIt(`[recording] ${path.basename(file)} is read as the plain reader reads it, value by value`, async () => {
      const recording = await open(file);
      const read = await readAll(recording);
      expect(read.map(({ row }) => row)).toEqual(Array.from({ length: rows }, (_, index) => index + 1));
      const counter = new RowCounter();
      for (const row of read) counter.add(row);
      expect(counter.counts).toMatchObject({ rowsRead: rows, rowsIgnored: ignored, rowsWithoutValue: withoutValue });
      expect(counter.counts).toMatchObject({ rowsUnusable: 0, valuesMissing: missing });
      const found = read.flatMap(({ reading }) => (reading === undefined ? [] : [reading]));
      expect([...new Set(found.map(({ externalId }) => externalId))]).toEqual(devices);
      const expected = [...readings()].map(({ device: externalId, ...rest }) => ({ externalId, ...rest }));
      expect(found).toHaveLength(expected.length);
      expect(rows).toBe(expected.length + ignored + withoutValue);
      const wrong = expected.findIndex((reading, index) => !isDeepStrictEqual(found[index], reading));
      expect(found[wrong]).toEqual(expected[wrong]);
      expect(wrong).toBe(-1);
      expect(strangers(recording.mapping.profile, read)).toEqual([]);
    });
  }

  recordingIt('[recording] comes to the rows that its description names', () => {
    const rows = (name: string) => plain.find(({ file }) => file.endsWith(name))?.rows;
    expect(rows('25degC_US06.csv')).toBe(22_000);
    expect(rows('NissanLeaf-cell-Low-Current-HPPC-25C-2.csv')).toBe(13_248);
    expect(rows('jk_pb_16s_304ah_decoded.csv')).toBe(192);
    expect(rows('AirQualityUCI_date.csv')).toBe(9357);
    expect(rows('2025-08-17.csv')).toBe(81_127);
    expect(rows('household_power_2007-02-01_02.csv')).toBe(2880);
    expect(rows('machine_temperature_system_failure.csv')).toBe(22_695);
    expect(rows('gt_first_12000h.csv')).toBe(12_000);
  });

  recordingIt('[recording] loses no value to another but where the machine’s clock steps back', () => {
    const outcome = plainLedger();
    const outcomes = plain.map((recording) => ({ name: path.basename(recording.file), ...outcome(recording) }));
    const strange = outcomes.filter(({ duplicate, superseded }) => duplicate + superseded > 0);
    expect(strange).toEqual([
      // its last row stands there twice
      { name: '25degC_charge_after_US06.csv', stored: 114, duplicate: 1, superseded: 0 },
      // an hour comes again with other values
      { name: 'machine_temperature_system_failure.csv', stored: 22_683, duplicate: 0, superseded: 12 },
      // the beginning of the other trace
      { name: 'trace.json', stored: 0, duplicate: 250, superseded: 0 },
    ]);
  });

  recordingIt('[recording] is told from what is none: read-me and labels', async () => {
    const reason = "its first line is no known recording's";
    for (const name of ['README.md', 'boiler/nab/machine_temperature_system_failure.labels.json']) {
      const file = path.join(SHARED, 'data', name);
      expect(await openRecording(file, mappings)).toEqual({ file, reason });
    }
  });
});

describe('the plain reader', () => {
  it('works numbers out by hand', () => {
    expect([times('0.326', 1, 3), times('1.001', 1, 3), times('-0.5', 36, -1), times('7', 1, -3)]).toEqual([
      326, 1001, -1.8, 0.007,
    ]);
    expect(times('29.079999923706055', 1, 3)).toBe(29_079.999923706055);
  });
});
