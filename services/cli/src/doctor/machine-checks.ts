import { access, constants, mkdtemp, rm, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Clock } from '@fieldline/platform';
import { fine, problem, type Finding } from './check.js';

const LEAST_NODE = [20, 19] as const;
/** The server refuses to start below this. */
const LEAST_FREE_BYTES = 256 * 1024 * 1024;
/** A clock before this was never set: no Fieldline existed. */
const LEAST_NOW = Date.UTC(2025, 0, 1);
const MEGABYTE = 1024 * 1024;

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const enough = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  return enough
    ? fine('Node', version)
    : problem('Node', `${version} is too old: install ${LEAST_NODE.join('.')} or newer from https://nodejs.org`);
}

export function checkClock(clock: Clock): Finding {
  const text = new Date(clock.now()).toISOString();
  return clock.now() >= LEAST_NOW
    ? fine('clock', text)
    : problem(
        'clock',
        `it shows ${text}: set the time or start time synchronisation, or readings are stored at wrong times`,
      );
}

export async function checkDataFolder(folder: string): Promise<Finding> {
  const check = 'data folder';
  try {
    await access(folder, constants.F_OK);
  } catch {
    return checkParent(folder);
  }
  try {
    await rm(await mkdtemp(path.join(folder, '.doctor-')), { recursive: true });
    return fine(check, folder);
  } catch (error) {
    return problem(
      check,
      `${folder} cannot be written (${code(error)}): change its owner, or choose another with --data`,
    );
  }
}

async function checkParent(folder: string): Promise<Finding> {
  const check = 'data folder';
  let parent = path.dirname(folder);
  while (parent !== path.dirname(parent) && !(await exists(parent))) parent = path.dirname(parent);
  try {
    await access(parent, constants.W_OK);
    return fine(check, `${folder} will be made by the first start`);
  } catch (error) {
    return problem(check, `${folder} cannot be made in ${parent} (${code(error)}): choose another with --data`);
  }
}

export async function checkDisk(folder: string): Promise<Finding> {
  let place = folder;
  while (place !== path.dirname(place) && !(await exists(place))) place = path.dirname(place);
  const { bavail, bsize } = await statfs(place);
  const free = bavail * bsize;
  const says = `${Math.floor(free / MEGABYTE).toLocaleString('en-US')} MB free`;
  return free >= LEAST_FREE_BYTES
    ? fine('disk', says)
    : problem('disk', `${says} at ${place}: make room, the server starts from ${LEAST_FREE_BYTES / MEGABYTE} MB on`);
}

/** For a server that does not run yet: whether it could listen. */
export function checkPort(name: string, setting: string, host: string, port: number): Promise<Finding> {
  const check = `port ${port}`;
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => {
      const busy = code(error) === 'EADDRINUSE';
      const what = busy ? 'is taken by another program: stop it' : `cannot be used (${code(error)})`;
      resolve(problem(check, `${host}:${port} for ${name} ${what}, or set ${setting}`));
    });
    probe.listen(port, host, () => probe.close(() => resolve(fine(check, `free for ${name}`))));
  });
}

async function exists(place: string): Promise<boolean> {
  return access(place, constants.F_OK).then(
    () => true,
    () => false,
  );
}

function code(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? (error as Error).message;
}
