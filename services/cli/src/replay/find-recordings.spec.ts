import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allPacks } from '@fieldline/domains';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findRecordings } from './find-recordings.js';

const mappings = allPacks.flatMap((pack) => pack.replays);
const STATION =
  'No,year,month,day,hour,PM2.5,PM10,SO2,NO2,CO,O3,TEMP,PRES,DEWP,RAIN,wd,WSPM,station\n1,2016,3,1,0,1,2,3,4,5,6,7,1000,9,0,N,1,X\n';

describe('what is replayed', () => {
  let folder: string;
  let elsewhere: string;
  const at = (...names: readonly string[]): string => path.join(folder, ...names);
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'fieldline-find-'));
    elsewhere = await mkdtemp(path.join(tmpdir(), 'fieldline-find-'));
    await mkdir(at('b'));
    await writeFile(at('b', 'two.csv'), STATION);
    await writeFile(at('one.csv'), STATION);
    await writeFile(at('notes.md'), '# notes\n');
    await writeFile(at('empty.csv'), '');
    await writeFile(path.join(elsewhere, 'three.csv'), STATION);
    await symlink(at('one.csv'), at('same.csv'));
    await symlink(path.join(elsewhere, 'three.csv'), at('three.csv'));
    await symlink(elsewhere, at('folder'));
    await symlink(at('nowhere'), at('gone.csv'));
    execFileSync('mkfifo', [at('pipe.csv')]);
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
    await rm(elsewhere, { recursive: true });
  });

  it('are a folder’s recordings by path, at any depth; the other files are named with the reason', async () => {
    const { recordings, skipped } = await findRecordings([folder], mappings);
    expect(recordings.map(({ file }) => file)).toEqual([at('b', 'two.csv'), at('one.csv'), at('three.csv')]);
    const unknown = "its first line is no known recording's";
    expect(skipped).toEqual([
      { file: at('empty.csv'), reason: unknown },
      { file: at('folder'), reason: 'being a link to a folder: name that folder itself' },
      { file: at('gone.csv'), reason: expect.stringContaining('ENOENT') },
      { file: at('notes.md'), reason: unknown },
      { file: at('pipe.csv'), reason: expect.stringContaining('it is no regular file') },
      { file: at('same.csv'), reason: `being the same file as ${at('one.csv')}` },
    ]);
  });

  it('is each file once, however often it is named', async () => {
    const { recordings } = await findRecordings([at('one.csv'), folder, at('one.csv')], mappings);
    expect(recordings.map(({ file }) => file)).toEqual([at('one.csv'), at('b', 'two.csv'), at('three.csv')]);
  });

  it('is not what was named and is no recording; the message says which are known', async () => {
    await expect(findRecordings([at('notes.md')], mappings)).rejects.toThrow(
      /notes\.md: its first line is no known recording's; known are .*beijing-prsa/,
    );
    await expect(findRecordings([at('nowhere')], mappings)).rejects.toThrow(/cannot read .*nowhere: ENOENT/);
    await expect(findRecordings([at('pipe.csv')], mappings)).rejects.toThrow(/pipe\.csv: it is no regular file/);
    const empty = await mkdtemp(path.join(elsewhere, 'empty-'));
    await writeFile(path.join(empty, 'a.txt'), 'a');
    await expect(findRecordings([empty], mappings)).rejects.toThrow(
      /^nothing to replay in .*: 1 files are no recordings, such as .*a\.txt: its first line is no known recording's$/,
    );
  });
});
