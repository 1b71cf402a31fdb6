import { describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OperatorError } from '@fieldline/platform';
import { openDataFolder } from './data-folder.js';

describe('the data folder', () => {
  it('is made where it is missing, closed to others, and left without a probe file', async () => {
    const parent = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
    const folder = await openDataFolder(path.join(parent, 'a', 'b'));
    expect((await stat(folder.path)).mode & 0o066).toBe(0);
    expect(await readdir(folder.path)).toEqual([]);
    await rm(parent, { recursive: true });
  });

  it('says in one line that a file is in its way', async () => {
    const parent = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
    await writeFile(path.join(parent, 'file'), '');
    const refused = openDataFolder(path.join(parent, 'file', 'data'));
    await expect(refused).rejects.toThrow(OperatorError);
    await expect(refused).rejects.toThrow(/a file is in its way/);
    await rm(parent, { recursive: true });
  });

  it('refuses a disk that is nearly full', async () => {
    const parent = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
    const refused = openDataFolder(parent, { freeBytes: () => Promise.resolve(3 * 1024 * 1024) });
    await expect(refused).rejects.toThrow(/has 3 MB left; 256 MB are needed/);
    await rm(parent, { recursive: true });
  });
});
