import { spawn } from 'node:child_process';
import { sleep, type Clock } from '@fieldline/platform';
import { isRunning, startMark } from './process-identity.js';
import type { ServerCommand } from './server-command.js';
import type { ServerLog } from './server-log.js';

/** A postmaster, started by us or found running. */
export interface ServerProcess {
  readonly pid: number;
  isAlive(): boolean;
}

/** Starts a server in a session of its own, so that Ctrl-C in our terminal does not stop it before us. */
export function spawnServer({ command, args, uid, gid }: ServerCommand, log: ServerLog): ServerProcess {
  const child = log.withDescriptor((descriptor) =>
    spawn(command, args, {
      cwd: '/',
      detached: true,
      stdio: ['ignore', descriptor, descriptor],
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
      ...(uid === undefined ? {} : { uid }),
      ...(gid === undefined ? {} : { gid }),
    }),
  );
  let failed = false;
  // Not started at all: the pid is undefined then, and the caller finds it dead.
  child.on('error', () => {
    failed = true;
  });
  child.unref();
  const pid = child.pid ?? 0;
  const hasEnded = (): boolean => failed || child.exitCode !== null || child.signalCode !== null;
  // Its end is known a moment before its exit event comes.
  return { pid, isAlive: () => pid > 0 && !hasEnded() && isRunning(pid) };
}

export function adoptServer(pid: number): ServerProcess {
  const mark = startMark(pid);
  return { pid, isAlive: () => isRunning(pid) && startMark(pid) === mark };
}

const POLL_MS = 10;

/** Whether it ended within the time. */
export async function waitForExit(server: ServerProcess, clock: Clock, timeoutMs: number): Promise<boolean> {
  const deadline = clock.monotonic() + timeoutMs;
  while (server.isAlive()) {
    if (clock.monotonic() >= deadline) return false;
    await sleep(clock, POLL_MS);
  }
  return true;
}

/** A signal to a server that may be gone already. */
export function signal(server: ServerProcess, name: NodeJS.Signals): void {
  if (!server.isAlive()) return;
  try {
    process.kill(server.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const IMMEDIATE_MS = 5_000;

/** Fast shutdown; after `graceMs` an immediate one (the next start recovers); at last the kill. */
export async function stopServer(server: ServerProcess, clock: Clock, graceMs: number): Promise<void> {
  signal(server, 'SIGINT');
  if (await waitForExit(server, clock, graceMs)) return;
  signal(server, 'SIGQUIT');
  if (await waitForExit(server, clock, IMMEDIATE_MS)) return;
  signal(server, 'SIGKILL');
  await waitForExit(server, clock, IMMEDIATE_MS);
}
