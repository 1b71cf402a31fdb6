import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OperatorError } from '@fieldline/platform';
import type { FolderLock } from './disk.js';

let drafts = 0;

/**
 * Takes a folder by a file `lock` that holds the process id and when that process started, so that neither a dead
 * holder nor a stranger with its recycled id blocks. Made by link(2): it exists whole or not at all.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, 'lock');
  const own = `${process.pid} ${await startOf(process.pid)}\n`;
  drafts += 1;
  const draft = `${path}.${process.pid}.${drafts}`;
  await writeFile(draft, own);
  try {
    await take(path, draft, folder);
  } finally {
    await rm(draft, { force: true });
  }
  return { release: () => release(path, own) };
}

/**
 * A dead holder is replaced by a rename over its file, which is open only to who has taken a file named after that very
 * holder: so of several that find it dead, one goes through, and none takes the place of a live one.
 */
async function take(path: string, draft: string, folder: string): Promise<void> {
  while (!(await linked(draft, path))) {
    const holder = await contentOf(path);
    if (holder === undefined) continue;
    await refuseWhenAlive(holder, folder);
    const claim = `${path}.${holder.trim().replace(/[^0-9a-z]+/gi, '-')}`;
    await take(claim, draft, folder);
    if ((await contentOf(path)) === holder) return rename(claim, path);
    await rm(claim, { force: true });
  }
}

async function refuseWhenAlive(holder: string, folder: string): Promise<void> {
  const [pidText = '', start = ''] = holder.trim().split(' ');
  const pid = Number(pidText);
  if (isAlive(pid) && (await startOf(pid)) === start) {
    throw new OperatorError(`${folder} is in use by process ${pid}; stop it first, or choose another data folder`);
  }
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
