import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { takeReplayLock } from './replay-lock.js';

describe('the lock of a recording', () => {
  let folder: string;
  const at = (name: string): string => path.join(folder, 'replay', name);
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'fieldline-lock-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is held by one at a time; who comes second is told by whom', async () => {
    const lock = await takeReplayLock(at('a.lock'));
    expect(await readFile(at('a.lock'), 'utf8')).toBe(`${process.pid}\n`);
    await expect(takeReplayLock(at('a.lock'))).rejects.toThrow(
      `the process ${process.pid} is replaying this recording; wait for its end or stop it (its lock is ${at('a.lock')})`,
    );
    await lock.release();
    await (await takeReplayLock(at('a.lock'))).release();
    expect(await readdir(path.join(folder, 'replay'))).toEqual([]);
  });

  it('is taken over from a process that is gone', async () => {
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    for (const left of [`${gone.pid}\n`, '']) {
      await writeFile(at('b.lock'), left);
      const lock = await takeReplayLock(at('b.lock'));
      expect(await readFile(at('b.lock'), 'utf8')).toBe(`${process.pid}\n`);
      await lock.release();
    }
  });
});
