import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { closeSync, openSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLogger, systemClock } from '@fieldline/platform';
import { ServerLog } from './server-log.js';

describe('ServerLog', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('cuts the file by size while the server goes on writing to it, and keeps the part before', async () => {
    const file = path.join(folder, 'postgres.log');
    const log = new ServerLog({ path: file, account: {}, clock: systemClock, logger: createLogger('test', 'silent') });
    log.withDescriptor((descriptor) => writeSync(descriptor, 'first\n'));
    const server = openSync(file, 'a');
    await log.rotate(100);
    expect(log.size()).toBe(6);
    writeSync(server, 'second\n');
    await log.rotate(10);
    expect(log.size()).toBe(0);
    writeSync(server, 'third\n');
    closeSync(server);
    expect(await readFile(`${file}.1`, 'utf8')).toBe('first\nsecond\n');
    expect(await readFile(file, 'utf8')).toBe('third\n');
    expect(await log.readFrom(3)).toBe('rd\n');
    expect(await log.readFrom(999)).toBe('third\n');
  });
});
