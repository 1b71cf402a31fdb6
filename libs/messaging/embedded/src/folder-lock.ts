import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OperatorError } from '@fieldline/platform';
import type { FolderLock } from './disk.js';

const ATTEMPTS = 10;

/**
 * Takes a folder by a file `lock` that holds the process id and when that process started, so that neither a dead
 * holder nor a stranger with its recycled id blocks. Made by link(2): it exists whole or not at all.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, 'lock');
  const own = `${process.pid} ${await startOf(process.pid)}\n`;
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, own);
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (await linked(draft, path)) return { release: () => release(path, own) };
      await clearWhenDead(path, folder);
    }
  } finally {
    await rm(draft, { force: true });
  }
  throw new OperatorError(`${folder} is being taken by several processes at once; start only one on it`);
}

async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cause;
  }
}

async function clearWhenDead(path: string, folder: string): Promise<void> {
  const holder = await contentOf(path);
  if (holder === undefined) return;
  const [pidText = '', start = ''] = holder.trim().split(' ');
  const pid = Number(pidText);
  if (isAlive(pid) && (await startOf(pid)) === start) {
    throw new OperatorError(`${folder} is in use by process ${pid}; stop it first, or choose another data folder`);
  }
  // Moved aside before it is removed: should another process have taken the folder in between, its lock is put back.
  const aside = `${path}.${process.pid}.dead`;
  try {
    await rename(path, aside);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw cause;
  }
  if ((await contentOf(aside)) !== holder) await linked(aside, path);
  await rm(aside, { force: true });
}

async function release(path: string, own: string): Promise<void> {
  if ((await contentOf(path)) === own) await rm(path, { force: true });
}

async function contentOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process started, in a form that only equality is asked of; `unknown` where the system does not say (no /proc). */
async function startOf(pid: number): Promise<string> {
  const stat = await contentOf(`/proc/${pid}/stat`);
  const boot = await contentOf('/proc/sys/kernel/random/boot_id');
  if (stat === undefined || boot === undefined) return 'unknown';
  // proc(5): the name in field 2 may hold blanks; start time is field 22, the 20th after the name's closing bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return `${boot.trim()}:${fields[19]}`;
}
