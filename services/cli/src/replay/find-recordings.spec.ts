import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allPacks } from '@fieldline/domains';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findRecordings } from './find-recordings.js';

const mappings = allPacks.flatMap((pack) => pack.replays);
const STATION =
  'No,year,month,day,hour,PM2.5,PM10,SO2,NO2,CO,O3,TEMP,PRES,DEWP,RAIN,wd,WSPM,station\n1,2016,3,1,0,1,2,3,4,5,6,7,1000,9,0,N,1,X\n';

describe('what is replayed', () => {
  let folder: string;
  const at = (...names: readonly string[]): string => path.join(folder, ...names);
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'fieldline-find-'));
    await mkdir(at('b'));
    await writeFile(at('b', 'two.csv'), STATION);
    await writeFile(at('one.csv'), STATION);
    await writeFile(at('notes.md'), '# notes\n');
    await writeFile(at('empty.csv'), '');
    await symlink(at('one.csv'), at('link.csv'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('are a folder’s recordings by path, at any depth; the other files are named with the reason', async () => {
    const { recordings, skipped } = await findRecordings([folder], mappings);
    expect(recordings.map(({ file }) => file)).toEqual([at('b', 'two.csv'), at('one.csv')]);
    expect(skipped.map(({ file }) => file)).toEqual([at('empty.csv'), at('notes.md')]);
    for (const { reason } of skipped) expect(reason).toMatch(/first line is no known recording's/);
  });

  it('is each file once, however often it is named', async () => {
    const { recordings } = await findRecordings([at('one.csv'), folder, at('one.csv')], mappings);
    expect(recordings.map(({ file }) => file)).toEqual([at('one.csv'), at('b', 'two.csv')]);
  });

  it('is not what was named and is no recording; the message says which are known', async () => {
    await expect(findRecordings([at('notes.md')], mappings)).rejects.toThrow(
      /notes\.md: its first line is no known recording's; known are .*beijing-prsa/,
    );
    await expect(findRecordings([at('nowhere')], mappings)).rejects.toThrow(/cannot read .*nowhere: ENOENT/);
  });
});
