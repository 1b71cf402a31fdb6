import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** The process and all that descend from it, found in /proc; empty when it is gone. */
export async function processTree(pid: number): Promise<readonly number[]> {
  const children = new Map<number, number[]>();
  for (const entry of await readdir('/proc')) {
    const id = Number(entry);
    const parent = Number.isInteger(id) ? await parentOf(id) : undefined;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), id]);
  }
  const tree: number[] = [];
  for (const waiting = (await parentOf(pid)) === undefined ? [] : [pid]; waiting.length > 0;) {
    const next = waiting.pop() as number;
    tree.push(next);
    waiting.push(...(children.get(next) ?? []));
  }
  return tree;
}

/** The postmaster of a data folder as its pid file names it, where that process runs. */
export async function postmasterOf(dataFolder: string): Promise<number | undefined> {
  const file = path.join(dataFolder, 'postgres', 'cluster', 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  return pid > 0 && (await parentOf(pid)) !== undefined ? pid : undefined;
}

/** Kills processes and all that descend from them. Each is stopped before its children are listed, so that none is born unseen. */
export async function killTrees(roots: readonly number[]): Promise<void> {
  const stopped = new Set<number>();
  const unseen = async () => (await Promise.all(roots.map(processTree))).flat().filter((pid) => !stopped.has(pid));
  for (let fresh = await unseen(); fresh.length > 0; fresh = await unseen()) {
    signalAll(fresh, 'SIGSTOP');
    for (const pid of fresh) stopped.add(pid);
  }
  signalAll([...stopped], 'SIGKILL');
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A signal to processes that may be gone already. */
export function signalAll(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** Undefined for a process that is gone or a zombie. */
async function parentOf(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  const [state, parent] = text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? [];
  return state === undefined || state === 'Z' ? undefined : Number(parent);
}
