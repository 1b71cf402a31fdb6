import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { OperatorError } from '@fieldline/platform';
import { lockFolder } from './folder-lock.js';

describe('the lock of a folder', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fieldline-lock-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('keeps a second holder out, in one clear line, until it is released', async () => {
    const lock = await lockFolder(folder);
    const second = lockFolder(folder);
    await expect(second).rejects.toBeInstanceOf(OperatorError);
    await expect(second).rejects.toThrow(`${folder} is in use by process ${process.pid}`);
    await lock.release();
    await (await lockFolder(folder)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is taken over from a process that is dead', async () => {
    const child = spawn(process.execPath, ['-e', '0']);
    await once(child, 'exit');
    await writeFile(join(folder, 'lock'), `${child.pid} unknown\n`);
    await (await lockFolder(folder)).release();
  });

  it('is taken over where the process id was given to another process since', async () => {
    await (await lockFolder(folder)).release();
    await writeFile(join(folder, 'lock'), `${process.pid} another-boot:1\n`);
    const lock = await lockFolder(folder);
    expect(await readFile(join(folder, 'lock'), 'utf8')).toMatch(new RegExp(`^${process.pid} [0-9a-f-]+:\\d+\n$`));
    await lock.release();
  });

  it('is taken by one of many that try at once', async () => {
    await writeFile(join(folder, 'lock'), '999999999 unknown\n');
    const taken = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
    expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
