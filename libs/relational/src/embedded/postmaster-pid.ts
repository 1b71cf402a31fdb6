import { readFile, readlink, realpath } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { isRunning } from './process-identity.js';

/** What a running server writes into `postmaster.pid` (PostgreSQL's pidfile.h, lines 1, 4 and 8). */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** `starting`, `stopping`, `ready` or `standby`; empty very early. */
  readonly status: string;
}

export function postmasterFile(cluster: string): string {
  return path.join(cluster, 'postmaster.pid');
}

/** Undefined where no server left its mark. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(postmasterFile(cluster), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Math.abs(Number(lines[0]));
  if (!Number.isInteger(pid) || pid === 0) return undefined;
  return { pid, port: Number(lines[3] ?? 0), status: (lines[7] ?? '').trim() };
}

/** Whether that process really is a postgres on this cluster, not a stranger who got its number. */
export async function runsOn(pid: number, cluster: string): Promise<boolean> {
  if (!isRunning(pid)) return false;
  if (process.platform !== 'linux') return commandNames(pid, cluster);
  try {
    const [cwd, wanted, command] = await Promise.all([
      readlink(`/proc/${pid}/cwd`),
      realpath(cluster),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ]);
    return cwd === wanted && path.basename(command.split('\0')[0] ?? '') === 'postgres';
  } catch {
    return false;
  }
}

async function commandNames(pid: number, cluster: string): Promise<boolean> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  return stdout.includes('postgres') && stdout.includes(`-D ${cluster}`);
}
