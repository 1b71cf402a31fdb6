import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { OperatorError } from '@fieldline/platform';
import type { ClusterFolder } from './cluster-folder.js';
import { operatorErrorOf } from './operator-error-of.js';
import { isRunning, startMark } from './process-identity.js';

/** Takes the folder for this process. Throws OperatorError while another that runs has it, or this one already. */
export async function takeFolder(folder: ClusterFolder): Promise<void> {
  const own = `${process.pid} ${startMark(process.pid)}\n`;
  for (;;) {
    if (await writeNew(folder.ownerFile, own)) return;
    const owner = await readFile(folder.ownerFile, 'utf8').catch(() => '');
    const pid = Number(owner.split(' ')[0]);
    if (pid > 0 && isRunning(pid) && owner === `${pid} ${startMark(pid)}\n`) {
      throw new OperatorError(`the database folder ${folder.root} is in use by process ${pid}: stop it first`);
    }
    await removeStale(folder, owner);
  }
}

export async function leaveFolder(folder: ClusterFolder): Promise<void> {
  await rm(folder.ownerFile, { force: true });
}

async function writeNew(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw operatorErrorOf(error, file);
  }
}

/** Renaming is atomic, so of two who find the same stale mark only one takes it away. */
async function removeStale(folder: ClusterFolder, stale: string): Promise<void> {
  const aside = `${folder.ownerFile}.${process.pid}`;
  const moved = await rename(folder.ownerFile, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  const taken = await readFile(aside, 'utf8');
  if (taken === stale) await rm(aside, { force: true });
  else await rename(aside, folder.ownerFile);
}
