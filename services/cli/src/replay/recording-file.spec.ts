import { describe, expect, it } from '@jest/globals';
import { allPacks } from '@fieldline/domains';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openRecording, readRecording, type RecordedRow } from './recording-file.js';

const SHARED = process.env['FIELDLINE_SHARED'] ?? path.resolve(import.meta.dirname, '../../../../../shared');
const US06 = path.join(SHARED, 'data/battery/panasonic_18650pf/25degC_US06.csv');
const STATIONS = ['Aotizhongxin', 'Dongsi'].map((station) => ({
  station,
  file: path.join(SHARED, `data/air-quality/beijing_prsa/PRSA_${station}_20160301-20170228.csv`),
}));
const recordingIt = existsSync(US06) ? it : it.skip;

const mappings = allPacks.flatMap((pack) => pack.replays);
const profiles = allPacks.flatMap((pack) => pack.profiles);

async function readAll(file: string): Promise<readonly RecordedRow[]> {
  const rows: RecordedRow[] = [];
  for await (const row of readRecording(await openRecording(file, mappings))) rows.push(row);
  return rows;
}

/** The plain second reader: lines cut at commas. */
const plainRows = (file: string): readonly string[][] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().replaceAll('"', '').split(','));

function outOfRange(rows: readonly RecordedRow[], profileId: string): readonly string[] {
  const metrics = profiles.find(({ id }) => id === profileId)?.metrics ?? [];
  return rows.flatMap(({ reading }) =>
    metrics.flatMap(({ metric, min = -Infinity, max = Infinity }) => {
      const value = reading.values[metric];
      return value === undefined || (typeof value === 'number' && value >= min && value <= max)
        ? []
        : [`${metric} = ${value}`];
    }),
  );
}

describe('recorded files', () => {
  recordingIt('[recording] reads the Panasonic drive cycle as a plain reader does, current turned', async () => {
    // 20 March 2017 is in US daylight saving: Madison is five hours behind UTC.
    const start = Date.parse('2017-03-20T01:43:49-05:00');
    const expected = plainRows(US06).map((fields) => ({
      externalId: 'panasonic-18650pf',
      measuredAt: start + Math.round(Number(fields[0]) * 1000),
      values: {
        voltage: Number(fields[2]),
        current: 0 - Number(fields[3]),
        chargeDrawn: 0 - Number(fields[4]),
        energyDrawn: 0 - Number(fields[5]),
        power: 0 - Number(fields[6]),
        temperature: Number(fields[7]),
        ambientTemperature: Number(fields[8]),
      },
      missing: 0,
    }));
    const rows = await readAll(US06);
    expect(rows).toHaveLength(22_000);
    expect(rows.map(({ reading }) => reading)).toEqual(expected);
    expect(outOfRange(rows, 'battery-cell')).toEqual([]);
  });

  recordingIt('[recording] reads the Beijing stations as a plain reader does, NA absent', async () => {
    const metrics = [
      'pm25',
      'pm10',
      'so2MassConcentration',
      'no2MassConcentration',
      'coMassConcentration',
      'o3MassConcentration',
      'temperature',
      'pressure',
      'dewPoint',
      'rain',
    ];
    const compass = [
      'N',
      'NNE',
      'NE',
      'ENE',
      'E',
      'ESE',
      'SE',
      'SSE',
      'S',
      'SSW',
      'SW',
      'WSW',
      'W',
      'WNW',
      'NW',
      'NNW',
    ];
    for (const { station, file } of STATIONS) {
      const expected = plainRows(file).map((fields) => {
        const values: Record<string, number> = {};
        for (const [at, metric] of metrics.entries()) {
          if (fields[5 + at] !== 'NA') values[metric] = Number(fields[5 + at]);
        }
        if (fields[15] !== 'NA') values['windDirection'] = compass.indexOf(fields[15] as string) * 22.5;
        if (fields[16] !== 'NA') values['windSpeed'] = Number(fields[16]);
        const [, year, month, day, hour] = fields.map(Number) as [number, number, number, number, number];
        return {
          externalId: `beijing-${station}`,
          // Shanghai is eight hours ahead of UTC and has had no daylight saving since 1991.
          measuredAt: Date.UTC(year, month - 1, day, hour - 8),
          values,
          missing: 12 - Object.keys(values).length,
        };
      });
      const rows = await readAll(file);
      expect(rows).toHaveLength(8_760);
      expect(rows.map(({ reading }) => reading)).toEqual(expected);
      expect(rows.some(({ reading }) => reading.missing > 0)).toBe(true);
      expect(outOfRange(rows, 'air-station')).toEqual([]);
    }
  });

  it('says which file, and which recordings are known, when it recognises none', async () => {
    await withFile('a,b\n1,2\n', async (file) => {
      await expect(openRecording(file, mappings)).rejects.toThrow(
        `${file}: its first line is no known recording's; known are beijing-prsa, panasonic-18650pf`,
      );
    });
    await expect(openRecording('nowhere.csv', mappings)).rejects.toThrow('cannot read nowhere.csv: ENOENT');
  });

  it('names the line whose time or number of columns does not fit', async () => {
    const header = mappings.find(({ id }) => id === 'beijing-prsa')?.header.join(',') ?? '';
    const good = '1,2016,3,1,0,1,1,1,1,1,1,1,1000,1,0,N,1,Dongsi';
    await withFile(`${header}\n${good}\n${good.replace('2016,3', '2016,13')}\n`, async (file) => {
      await expect(readAll(file)).rejects.toThrow(`${file}: line 3: 2016-13-1 0 h is no date and hour`);
    });
    await withFile(`${header}\n${good}\n1,2\n`, async (file) => {
      await expect(readAll(file)).rejects.toThrow(/line 3/);
    });
  });
});

async function withFile(text: string, use: (file: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fieldline-recording-'));
  try {
    const file = path.join(folder, 'recording.csv');
    await writeFile(file, text);
    await use(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}
