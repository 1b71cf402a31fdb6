import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sleep, systemClock } from '@fieldline/platform';
import type { ServerProcess } from './server-process.js';

const CLI = fileURLToPath(new URL('../../../cli/bin/fieldline.mjs', import.meta.url));
const POLL_MS = 100;

export interface Verdict {
  readonly code: number | null;
  readonly output: string;
}

/** Runs the command line as a process of its own. */
export async function fieldline(args: readonly string[]): Promise<Verdict> {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

/** Resolves when the writer has committed everything the log has. */
export async function untilDrained(server: ServerProcess, timeoutMs: number): Promise<void> {
  const deadline = systemClock.monotonic() + timeoutMs;
  for (;;) {
    const { writer } = await server.control<{ writer: { lag: number | null } }>('GET', '/api/v1/status');
    if (writer.lag === 0) return;
    if (systemClock.monotonic() > deadline) throw new Error(`the writer still lags ${writer.lag} records behind`);
    await sleep(systemClock, POLL_MS);
  }
}

/** The independent auditor over a data folder and what a load generator saw acknowledged. */
export function audit(dataFolder: string, ackedFile: string): Promise<Verdict> {
  return fieldline(['audit', '--data', dataFolder, '--acked', ackedFile]);
}
