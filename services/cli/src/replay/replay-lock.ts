import { OperatorError } from '@fieldline/platform';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface ReplayLock {
  release(): Promise<void>;
}

/**
 * Takes the lock file for this process. That of a process which is gone is taken over; an OperatorError names the process
 * that holds it.
 */
export async function takeReplayLock(file: string): Promise<ReplayLock> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const own = `${file}.${process.pid}`;
  await writeFile(own, `${process.pid}\n`, { mode: 0o600 });
  try {
    // a link appears with its content or not at all, where a new file is empty for a moment
    while (!(await linked(own, file))) {
      const holder = await holderOf(file);
      if (holder !== undefined && isAlive(holder)) throw taken(holder, file);
      if (holder !== undefined) await removeStale(file, holder);
    }
  } finally {
    await rm(own, { force: true });
  }
  return { release: () => rm(file, { force: true }) };
}

async function linked(own: string, file: string): Promise<boolean> {
  try {
    await link(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined where the lock was given back meanwhile; 0, no process, where its content is none of ours. */
async function holderOf(file: string): Promise<number | undefined> {
  try {
    const pid = Number(await readFile(file, 'utf8'));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Of two that find the same stale lock one moves it away; what the other moves may be a new one, which it puts back. */
async function removeStale(file: string, holder: number): Promise<void> {
  const away = `${file}.${process.pid}.stale`;
  try {
    await rename(file, away);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if ((await holderOf(away)) !== holder) await linked(away, file);
  await rm(away, { force: true });
}

function taken(holder: number, file: string): OperatorError {
  return new OperatorError(
    `the process ${holder} is replaying this recording; wait for its end or stop it (its lock is ${file})`,
  );
}
