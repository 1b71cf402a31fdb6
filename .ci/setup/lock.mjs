import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT, explained } from './workspace.mjs';

const LOCK = path.join(ROOT, '.setup-lock');
const POLL_MS = 200;

/** Runs `action` while no other set-up of this tree runs. */
export async function withLock(action) {
  let told = false;
  while (!tryLock()) {
    const holder = lockHolder();
    if (holder === undefined) {
      rmSync(LOCK, { force: true });
      continue;
    }
    if (!told) process.stderr.write(`fieldline: waiting for the set-up that runs already (process ${holder}) …\n`);
    told = true;
    await sleep(POLL_MS);
  }
  try {
    action();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function tryLock() {
  try {
    const file = openSync(LOCK, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw explained(error, ROOT);
  }
}

/** The process that holds the lock, while it lives. */
function lockHolder() {
  try {
    const pid = Number(readFileSync(LOCK, 'utf8'));
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    return error.code === 'EPERM' ? 'of another user' : undefined;
  }
}
