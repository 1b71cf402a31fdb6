import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLogger, sleep, systemClock } from '@fieldline/platform';
import { createPool } from '@fieldline/relational';
import { PostgresSupervisor } from './postgres-supervisor.js';

const logger = createLogger('test', 'silent');
let folder: string;
let supervisor: PostgresSupervisor;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  supervisor = new PostgresSupervisor({ folder, clock: systemClock, logger });
});

afterAll(async () => {
  await supervisor.stop(5_000);
  await rm(folder, { recursive: true });
});

describe('the PostgreSQL supervisor', () => {
  it('starts a killed server again under the same URL, and tells meanwhile that it is away', async () => {
    const url = await supervisor.start();
    expect(supervisor.problem()).toBeUndefined();
    const before = await postmasterPid();
    process.kill(before, 'SIGKILL');
    await until(() => supervisor.problem() !== undefined);
    await until(() => supervisor.problem() === undefined);
    expect(await postmasterPid()).not.toBe(before);
    const pool = createPool(url, { applicationName: 'test', logger });
    expect((await pool.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  }, 60_000);
});

async function postmasterPid(): Promise<number> {
  return Number((await readFile(path.join(folder, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(systemClock, 20);
}
