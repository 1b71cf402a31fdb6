import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OperatorError, systemRandom } from '@fieldline/platform';
import { openServerKey } from './server-key.js';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  file = path.join(folder, 'server.key');
});
afterEach(() => rm(folder, { recursive: true }));

describe('openServerKey', () => {
  it('makes a key of 32 bytes that only its owner may read, and leaves nothing else', async () => {
    const key = await openServerKey(file, systemRandom);
    expect(key).toHaveLength(32);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readFile(file, 'utf8')).trim()).toBe(key.toString('hex'));
    expect(await readdir(folder)).toEqual(['server.key']);
  });

  it('gives the same key at each start, also when two start at once', async () => {
    const [one, two] = await Promise.all([openServerKey(file, systemRandom), openServerKey(file, systemRandom)]);
    expect(one).toEqual(two);
    expect(await openServerKey(file, systemRandom)).toEqual(one);
  });

  it.each([0o640, 0o604, 0o644, 0o620])('refuses a key with mode %o, and says what to do', async (mode) => {
    await openServerKey(file, systemRandom);
    await chmod(file, mode);
    await expect(openServerKey(file, systemRandom)).rejects.toThrow(OperatorError);
    await expect(openServerKey(file, systemRandom)).rejects.toThrow(/chmod 600/);
  });

  it.each(['', 'short', 'zz'.repeat(32), `${'ab'.repeat(32)}ab`])('refuses the damaged key %j', async (text) => {
    await writeFile(file, text, { mode: 0o600 });
    await expect(openServerKey(file, systemRandom)).rejects.toThrow(/is damaged/);
  });

  it('says in one line when the key cannot be made', async () => {
    const nowhere = path.join(folder, 'missing', 'server.key');
    await expect(openServerKey(nowhere, systemRandom)).rejects.toThrow(OperatorError);
  });
});
