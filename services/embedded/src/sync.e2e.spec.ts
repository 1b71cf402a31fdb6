import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { registerDevices } from './harness/fixtures.js';
import { ServerProcess } from './harness/server-process.js';
import { TestClient } from './harness/test-client.js';

const DELAY_MS = 300;
/** strace waits in whole ticks of the kernel; the figure is printed, so a real shortfall would be seen. */
const TOLERANCE_MS = 1;
const MESSAGES = 40;

let folder: string;
let server: ServerProcess;
let client: TestClient;

beforeAll(async () => {
  if (spawnSync('strace', ['-V']).error) {
    throw new Error(
      'strace is not installed (Debian: apt-get install strace); without it sync cannot be shown to be real',
    );
  }
  folder = await mkdtemp(path.join(tmpdir(), 'fieldline-'));
  server = await ServerProcess.start({ dataFolder: path.join(folder, 'data') });
  await server.untilStoring();
  const [target] = await registerDevices(server, ['sync-1']);
  client = await TestClient.open(target as NonNullable<typeof target>);
});

afterAll(async () => {
  await client?.close();
  await server?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true });
});

describe('an acknowledgement', () => {
  it(`comes no earlier than the journal's fdatasync, here delayed by ${DELAY_MS} ms`, async () => {
    const plain = await publishAll(0);
    const log = path.join(folder, 'strace.log');
    const strace = await delaySync(log);
    const delayed = await publishAll(MESSAGES);
    strace.kill('SIGINT');
    await once(strace, 'close');
    const delays = (await readFile(log, 'utf8')).split('\n').filter((line) => line.includes('(DELAYED)')).length;
    const [least, most] = [Math.min(...delayed), Math.max(...delayed)];
    process.stdout.write(
      `fdatasync delayed by ${DELAY_MS} ms, ${delays} times: ${MESSAGES} PUBACKs after ${least.toFixed(1)} to ` +
        `${most.toFixed(1)} ms; without the delay after ${Math.min(...plain).toFixed(1)} to ${Math.max(...plain).toFixed(1)} ms\n`,
    );
    expect(delays).toBeGreaterThan(1);
    expect(Math.max(...plain)).toBeLessThan(DELAY_MS);
    expect(least).toBeGreaterThanOrEqual(DELAY_MS - TOLERANCE_MS);
  }, 120_000);
});

/** Half of them one after another, half at moments of their own, so that some arrive while a sync is under way. */
async function publishAll(from: number): Promise<number[]> {
  const took: number[] = [];
  const payload = (seq: number): unknown => ({ ts: Date.now() + seq, seq: from + seq, values: { voltage: 48 } });
  const alone = 4;
  for (let seq = 1; seq <= alone; seq += 1) took.push(await client.publish(payload(seq)));
  const crowd = Array.from({ length: MESSAGES - alone }, async (_, index) => {
    await new Promise((resolve) => setTimeout(resolve, index * 17));
    return client.publish(payload(alone + 1 + index));
  });
  return [...took, ...(await Promise.all(crowd))];
}

/** Attaches to the server's threads once PostgreSQL runs, so that only the server's own syncs are delayed. */
async function delaySync(log: string): Promise<ChildProcess> {
  const { pid } = await server.facts();
  const inject = `inject=fdatasync:delay_exit=${DELAY_MS * 1_000}`;
  const args = ['-f', '-o', log, '-e', 'trace=fdatasync', '-e', inject, '-p', String(pid)];
  const strace = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  strace.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  while (!said.includes('attached')) {
    if (strace.exitCode !== null) throw new Error(`strace could not attach: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return strace;
}
